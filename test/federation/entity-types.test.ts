/** Which report is asked for an entity, where several share its row type. */
import { describe, expect, test } from '@jest/globals';
import { defineCatalogue } from '../../schema/define-catalogue.js';
import { defineReport } from '../../schema/define-report.js';
import { catalogue } from '../../schema/reports/index.js';
import { entityTypes } from '../../src/graph/federation/entity-types.js';

describe('a look-up', () => {
  test.each([
    ['Trigger', 'allTriggers', ['igrp', 'rowId']],
    ['Goal', 'goals', ['igrp', 'goalId']],
    ['Organisation', 'organisations', ['orgId']],
    ['Installation', 'installations', ['igrp']],
  ])('of a %s asks %s', (typeName, report, keyFields) => {
    expect(entityTypes(catalogue).get(typeName)).toMatchObject({ report: { name: report }, keyFields });
  });

  const pageReport = (name: string, lookUp: string | null) =>
    defineReport({
      name,
      typePrefix: 'Page',
      family: 'list',
      path: `/igrps/{igrp}/${name}`,
      description: 'Pages.',
      arguments: ['filter', 'limit'],
      fields: { pageId: { type: 'int', description: 'The page.' } },
      entity: { key: 'pageId', ...(lookUp === null ? {} : { lookUp }) },
    });

  test.each([
    ['the report that the definitions name', 'pagesB', 'pagesB'],
    ['the first where they name none', null, 'pagesA'],
  ])('asks %s', (_, lookUp, expected) => {
    const pages = [...catalogue.values(), pageReport('pagesA', lookUp), pageReport('pagesB', lookUp)];
    expect(entityTypes(defineCatalogue(pages)).get('Page')?.report.name).toBe(expected);
  });
});
