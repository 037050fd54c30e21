/**
 * @generated SignedSource<<b7c6adcd31eb88775bff60c2b8a835e5>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type dashboardQuery$variables = {
  endDate: string;
  igrp: number;
  startDate: string;
};
export type dashboardQuery$data = {
  readonly installation: {
    readonly goals: {
      readonly rows: ReadonlyArray<{
        readonly goalId: number | null | undefined;
        readonly goalTitle: string | null | undefined;
      }>;
    } | null | undefined;
    readonly " $fragmentSpreads": FragmentRefs<"dashboard_metrics">;
  } | null | undefined;
};
export type dashboardQuery = {
  response: dashboardQuery$data;
  variables: dashboardQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "endDate"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "igrp"
},
v2 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "startDate"
},
v3 = [
  {
    "kind": "Variable",
    "name": "igrp",
    "variableName": "igrp"
  }
],
v4 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "goalId",
  "storageKey": null
},
v5 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "goalTitle",
  "storageKey": null
},
v6 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/),
      (v2/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "dashboardQuery",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "Installation",
        "kind": "LinkedField",
        "name": "installation",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "GoalReport",
            "kind": "LinkedField",
            "name": "goals",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": "Goal",
                "kind": "LinkedField",
                "name": "rows",
                "plural": true,
                "selections": [
                  (v4/*:: as any*/),
                  (v5/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          {
            "kind": "Defer",
            "selections": [
              {
                "args": null,
                "kind": "FragmentSpread",
                "name": "dashboard_metrics"
              }
            ]
          }
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v1/*:: as any*/),
      (v2/*:: as any*/),
      (v0/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "dashboardQuery",
    "selections": [
      {
        "alias": null,
        "args": (v3/*:: as any*/),
        "concreteType": "Installation",
        "kind": "LinkedField",
        "name": "installation",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "GoalReport",
            "kind": "LinkedField",
            "name": "goals",
            "plural": false,
            "selections": [
              {
                "alias": null,
                "args": null,
                "concreteType": "Goal",
                "kind": "LinkedField",
                "name": "rows",
                "plural": true,
                "selections": [
                  (v4/*:: as any*/),
                  (v5/*:: as any*/),
                  (v6/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          {
            "if": null,
            "kind": "Defer",
            "label": "dashboardQuery$defer$dashboard_metrics",
            "selections": [
              {
                "alias": null,
                "args": [
                  {
                    "kind": "Variable",
                    "name": "endDate",
                    "variableName": "endDate"
                  },
                  {
                    "kind": "Literal",
                    "name": "group",
                    "value": [
                      "CH"
                    ]
                  },
                  {
                    "kind": "Literal",
                    "name": "sort",
                    "value": [
                      {
                        "field": "CH"
                      }
                    ]
                  },
                  {
                    "kind": "Variable",
                    "name": "startDate",
                    "variableName": "startDate"
                  }
                ],
                "concreteType": "ChannelMetricsReport",
                "kind": "LinkedField",
                "name": "channelMetrics",
                "plural": false,
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": "ChannelMetricsRow",
                    "kind": "LinkedField",
                    "name": "rows",
                    "plural": true,
                    "selections": [
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "chName",
                        "storageKey": null
                      },
                      {
                        "alias": null,
                        "args": null,
                        "kind": "ScalarField",
                        "name": "callCount",
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  }
                ],
                "storageKey": null
              }
            ]
          },
          (v6/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "3c7138afce2c9100903b64adb6a5d245",
    "id": null,
    "metadata": {},
    "name": "dashboardQuery",
    "operationKind": "query",
    "text": "query dashboardQuery(\n  $igrp: Int!\n  $startDate: Date!\n  $endDate: Date!\n) {\n  installation(igrp: $igrp) {\n    goals {\n      rows {\n        goalId\n        goalTitle\n        id\n      }\n    }\n    ...dashboard_metrics @defer(label: \"dashboardQuery$defer$dashboard_metrics\")\n    id\n  }\n}\n\nfragment dashboard_metrics on Installation {\n  channelMetrics(group: [CH], sort: [{field: CH}], startDate: $startDate, endDate: $endDate) {\n    rows {\n      chName\n      callCount\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "048cd57fab221c3190c40824d3f12765";

export default node;
