/** @defer and @stream, which graphql-js 16 does not know: Yoga's executor acts on them for callers who accept multipart/mixed. */
import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, GraphQLInt, GraphQLNonNull, GraphQLString } from 'graphql';

const condition = { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true, description: 'Whether the directive applies.' };
const label = { type: GraphQLString, description: 'A label for the parts that it produces.' };

export const DeferDirective = new GraphQLDirective({
  name: 'defer',
  description: 'Delivers the fragment in a later part of the response. Ignored without `Accept: multipart/mixed`.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: { if: condition, label },
});

export const StreamDirective = new GraphQLDirective({
  name: 'stream',
  description:
    'Delivers the items of a list in parts as they arrive; on `rows`, as upstream sends them. Ignored without `Accept: multipart/mixed`.',
  locations: [DirectiveLocation.FIELD],
  args: {
    if: condition,
    label,
    initialCount: { type: GraphQLInt, defaultValue: 0, description: 'How many items the first part contains.' },
  },
});
