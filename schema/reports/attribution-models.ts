import { installationLink } from '../fields/links.js';
import { defineReport } from '../define-report.js';

export const attributionModels = defineReport({
  name: 'attributionModels',
  typePrefix: 'AttributionModel',
  family: 'list',
  path: '/igrps/{igrp}/attribution',
  description: 'Active attribution models of an installation.',
  arguments: ['filter', 'sort', 'limit', 'offset'],
  filterable: ['modelId', 'igrp', 'modelName', 'modelType', 'modelStatus'],
  sortable: ['modelId', 'igrp', 'modelName', 'modelType', 'modelStatus'],
  fields: {
    modelId: { type: 'int', description: 'Model id.', wire: 'string' },
    igrp: { type: 'int', description: 'Installation id.', wire: 'string' },
    modelName: { type: 'string', description: 'Model label.' },
    modelType: {
      type: 'string',
      description: 'Model kind code (samples: weightedFirst, spread; Config page also: first, last, infiniteFirst, infiniteLast).',
    },
    matchCriteria: {
      type: 'json',
      description: 'Matching rules; empty string in samples when none; array of {field,op,value} on the Config page.',
    },
    lookbackDays: { type: 'int', description: 'Lookback window in days.', wire: 'number' },
    modelStatus: { type: 'int', description: 'Infinity status code, e.g. 200.', wire: 'string' },
    createDatetime: { type: 'datetime', description: 'Creation time.' },
    updateDatetime: { type: 'datetime', description: 'Last update time.' },
    deleteDatetime: { type: 'datetime', description: "Deletion time; zero date '0000-00-00 00:00:00' when not deleted." },
    weight: { type: 'int', description: 'Weight, only for model kinds that use it.', wire: 'number' },
    channelsMode: { type: 'string', description: "'include' or 'exclude'." },
    channels: { type: 'json', description: 'Channel ids included/excluded.' },
    firstWeight: { type: 'int', description: 'First-touch weight.', wire: 'number' },
    lastWeight: { type: 'int', description: 'Last-touch weight.', wire: 'number' },
  },
  entity: { key: 'modelId', field: 'attributionModel' },
  links: { installation: installationLink },
});
