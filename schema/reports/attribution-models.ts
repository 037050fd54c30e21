import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const attributionModels = defineReport({
  name: 'attributionModels',
  typePrefix: 'AttributionModel',
  family: 'list',
  path: '/igrps/{igrp}/attribution',
  description: 'The active attribution models of an installation: how a conversion is shared among the channels that led to it.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['modelId', 'igrp', 'modelName', 'modelType', 'modelStatus'],
  sortable: ['modelId', 'igrp', 'modelName', 'modelType', 'modelStatus'],
  fields: {
    modelId: { type: 'int', description: 'The model’s id, for the argument `attributionModelId`.', wire: 'string' },
    igrp: { type: 'int', description: 'The installation that it belongs to.', wire: 'string' },
    modelName: { type: 'string', description: 'The model’s name.' },
    modelType: {
      type: 'string',
      description:
        'The kind of the model, as a code. Among others `first`, `last`, `infiniteFirst`, `infiniteLast`, `spread` and `weightedFirst`.',
    },
    matchCriteria: {
      type: 'json',
      description: 'Which triggers the model is for: a list of objects with `field`, `op` and `value`; an empty text for all.',
    },
    lookbackDays: { type: 'int', description: 'The look-back window: days before a conversion.', wire: 'number' },
    modelStatus: { type: 'int', description: 'The status as a code; 200 is active.', wire: 'string' },
    createDatetime: { type: 'datetime', description: 'When it was made.' },
    updateDatetime: { type: 'datetime', description: 'When it was last changed.' },
    deleteDatetime: { type: 'datetime', description: 'When it was deleted, if it was.' },
    weight: { type: 'int', description: 'The weight, for the kinds of model that have one.', wire: 'number' },
    channelsMode: { type: 'string', description: 'Whether `channels` are the only ones (`include`) or left out (`exclude`).' },
    channels: { type: 'json', description: 'Ids of the channels that `channelsMode` applies to, as a list.' },
    firstWeight: { type: 'int', description: 'The weight of the first touch.', wire: 'number' },
    lastWeight: { type: 'int', description: 'The weight of the last touch.', wire: 'number' },
  },
  entity: { key: 'modelId', field: 'attributionModel' },
  links: { installation: installationLink },
  exampleFields: ['modelId', 'modelName', 'modelType', 'lookbackDays'],
});
