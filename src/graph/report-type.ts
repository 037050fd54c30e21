/** How a type is known to be that of a report: by a mark on the interface of all reports, whatever an operator has it called. */
import { isObjectType, type GraphQLNamedType, type GraphQLObjectType } from 'graphql';

const KEY = 'isReport';

/** The extensions of the interface of all reports. */
export function reportInterfaceMark(): Readonly<Record<string, unknown>> {
  return { [KEY]: true };
}

/** Whether a type is that of a report. */
export function isReportType(type: GraphQLNamedType | null | undefined): type is GraphQLObjectType {
  return isObjectType(type) && type.getInterfaces().some(({ extensions }) => extensions[KEY] === true);
}
