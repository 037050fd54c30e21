/**
 * The question of the Relay recipe: goals at once, metrics when they are there. relay-compiler reads this file and writes `__generated__`
 * (`npx relay-compiler` with relay.config.json); an app imports this file, and its babel-plugin-relay puts the artifact in the place of the tag.
 */
import { graphql } from 'relay-runtime';

export const dashboardQuery = graphql`
  query dashboardQuery($igrp: Int!, $startDate: Date!, $endDate: Date!) {
    installation(igrp: $igrp) {
      goals {
        rows {
          goalId
          goalTitle
        }
      }
      ...dashboard_metrics @defer
    }
  }
`;

export const dashboardMetrics = graphql`
  fragment dashboard_metrics on Installation {
    channelMetrics(group: [CH], sort: [{ field: CH }], startDate: $startDate, endDate: $endDate) {
      rows {
        chName
        callCount
      }
    }
  }
`;
