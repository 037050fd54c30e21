import { dayFields } from '../fields/days.js';
import { channelLink, dialInGroupLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const operationalCallMetrics = defineReport({
  name: 'operationalCallMetrics',
  typePrefix: 'OperationalCallMetrics',
  family: 'metrics',
  path: '/metrics/operationalCalls',
  igrpIn: 'query',
  pathEvidence: 'inferred',
  description: 'How many calls there were and how long they took, by queue, operator, dial-in group, channel, month and more.',
  argumentsEvidence: 'inferred',
  arguments: ['startDate', 'endDate', 'tz', 'chType', 'rootOrgId', 'filter', 'sort', 'group', 'customMetrics', 'limit', 'offset'],
  operandsEvidence: 'inferred',
  customMetrics: {
    metricFields: ['callCount', 'answeredCallCount', 'callDurationTotal', 'bridgeDurationTotal'],
    conditionFields: ['queueName', 'operatorRef', 'dgrp', 'callStage', 'ch'],
    evidence: 'inferred',
    note: 'Only `callCount` with conditions on `queueName` is documented.',
  },
  calls: {
    from: 'callTriggers',
    columns: {
      operatorRef: 'operatorRef',
      dgrp: 'dgrp',
      dgrpName: 'dgrpName',
      callStage: 'callStage',
      ch: 'ch',
      chName: 'chName',
    },
  },
  fields: {
    queueName: { type: 'string', kind: 'dimension', description: 'The queue that the calls went to, by name.' },
    operatorRef: { type: 'string', kind: 'dimension', description: 'The operator who took the calls, by reference.', evidence: 'inferred' },
    dgrp: { type: 'int', kind: 'dimension', description: 'The dial-in group; 0 for none.', evidence: 'inferred' },
    dgrpName: { type: 'string', kind: 'label', of: 'dgrp', description: 'The name of the dial-in group.', evidence: 'inferred' },
    callStage: {
      type: 'string',
      kind: 'dimension',
      description:
        'The furthest stage that the calls reached: `ring`, `ivr`, `queue`, `voicemail`, or `bridge`, which is an answered call.',
      evidence: 'inferred',
    },
    ch: { type: 'int', kind: 'dimension', description: 'The channel; 0 is the unknown channel.', evidence: 'inferred' },
    chName: { type: 'string', kind: 'label', of: 'ch', description: 'The name of the channel.', evidence: 'inferred' },
    ...dayFields,
    callCount: { type: 'int', kind: 'metric', description: 'How many calls there were.' },
    answeredCallCount: { type: 'int', kind: 'metric', description: 'How many calls were answered.', evidence: 'inferred' },
    callDurationTotal: {
      type: 'int',
      kind: 'metric',
      description: 'Total seconds that callers’ sides were answered.',
      evidence: 'inferred',
    },
    bridgeDurationTotal: {
      type: 'int',
      kind: 'metric',
      description: 'Total seconds that callers were connected to a destination.',
      evidence: 'inferred',
    },
    ringTimeTotal: { type: 'int', kind: 'metric', description: 'Total seconds that callers’ sides rang.', evidence: 'inferred' },
    queueDurationTotal: { type: 'int', kind: 'metric', description: 'Total seconds that callers spent in queues.', evidence: 'inferred' },
  },
  links: { dialInGroup: dialInGroupLink, channel: channelLink },
  exampleFields: ['queueName', 'callCount', 'answeredCallCount'],
});
