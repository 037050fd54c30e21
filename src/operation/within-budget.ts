/** Answers within the budget of bytes: each has an account, from before it is executed until its last byte is written or its caller has left. */
import type { AnswerBudget } from '../answer-budget.js';
import type { IdentifyCaller } from '../caller.js';
import type { GraphQLRequest, HttpResponse } from '../http/graphql-request.js';
import type { Answer } from './execute-operation.js';

/** Opens an account for every request and closes it when HTTP has written the response. */
export function withinBudget(
  answer: Answer,
  budget: AnswerBudget,
  identify: IdentifyCaller,
): (request: GraphQLRequest) => Promise<HttpResponse> {
  return async (request) => {
    const caller = request.authorization === null ? null : identify(request.authorization);
    const account = budget.open(caller?.key ?? null);
    try {
      return { hold: account.hold, release: account.close, ...(await answer(request, { account, caller })) };
    } catch (error) {
      account.close();
      throw error;
    }
  };
}
