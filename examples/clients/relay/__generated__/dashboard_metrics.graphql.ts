/**
 * @generated SignedSource<<508fe2426a5531f3d5c1ed296475de6f>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
import type { FragmentRefs } from "relay-runtime";
export type dashboard_metrics$data = {
  readonly channelMetrics: {
    readonly rows: ReadonlyArray<{
      readonly callCount: number | null | undefined;
      readonly chName: string | null | undefined;
    }>;
  } | null | undefined;
  readonly " $fragmentType": "dashboard_metrics";
};
export type dashboard_metrics$key = {
  readonly " $data"?: dashboard_metrics$data;
  readonly " $fragmentSpreads": FragmentRefs<"dashboard_metrics">;
};

const node: ReaderFragment = {
  "argumentDefinitions": [
    {
      "kind": "RootArgument",
      "name": "endDate"
    },
    {
      "kind": "RootArgument",
      "name": "startDate"
    }
  ],
  "kind": "Fragment",
  "metadata": null,
  "name": "dashboard_metrics",
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
  ],
  "type": "Installation",
  "abstractKey": null
};

(node as any).hash = "4921c2eff2c34c68571c8aba1ca4b852";

export default node;
