/** Answers within the budget of bytes: each has an account, from before it is executed until its last byte is written or its caller has left. */
import type { AnswerBudget } from './answer-budget.js';
import type { GraphQLRequest, HttpResponse } from '../http/graphql-request.js';
import type { Answer } from './execute-operation.js';

/** Opens an account for every request and closes it when HTTP has written the response. */
export function withinBudget(answer: Answer, budget: AnswerBudget): (request: GraphQLRequest) => Promise<HttpResponse> {
  return async (request) => {
    const account = budget.open(request.caller?.key ?? null);
    try {
      return { hold: account.hold, release: account.close, ...(await answer(request, account)) };
    } catch (error) {
      account.close();
      throw error;
    }
  };
}
