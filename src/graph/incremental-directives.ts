/** @defer and @stream, which graphql-js 16 does not know: Yoga's executor acts on them for callers who accept multipart/mixed. */
import { DirectiveLocation, GraphQLBoolean, GraphQLDirective, GraphQLInt, GraphQLNonNull, GraphQLString } from 'graphql';

const condition = { type: new GraphQLNonNull(GraphQLBoolean), defaultValue: true, description: 'Whether it applies.' };
const label = { type: GraphQLString, description: 'A name that marks the parts it causes.' };

export const DeferDirective = new GraphQLDirective({
  name: 'defer',
  description: 'Delivers the fragment in a part of its own, when it is there. Without `Accept: multipart/mixed` it says nothing.',
  locations: [DirectiveLocation.FRAGMENT_SPREAD, DirectiveLocation.INLINE_FRAGMENT],
  args: { if: condition, label },
});

export const StreamDirective = new GraphQLDirective({
  name: 'stream',
  description:
    'Delivers the items of a list in parts, as they come; on `rows`, as upstream sends them. Without `Accept: multipart/mixed` it says nothing.',
  locations: [DirectiveLocation.FIELD],
  args: {
    if: condition,
    label,
    initialCount: { type: GraphQLInt, defaultValue: 0, description: 'How many items come with the first part.' },
  },
});
