/**
 * What a cache may know by its key: the entities, each with the fields that identify it everywhere.
 *
 * Rows are none. A trigger has a rowId, but its times follow the question's `tz`, its phone numbers and addresses `excludePiiData`; rows of metrics
 * have no key at all. Both stay where they were answered. Ids are unique within an installation alone, so `igrp` is part of the key.
 */
export const ENTITY_KEYS = {
  Installation: ['igrp'],
  Organisation: ['orgId'],
  AttributionModel: ['igrp', 'modelId'],
  Channel: ['igrp', 'channelId'],
  DialInGroup: ['igrp', 'dgrp'],
  Goal: ['igrp', 'goalId'],
  Segment: ['igrp', 'segment'],
  SegmentGroup: ['igrp', 'segmentGroupId'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
