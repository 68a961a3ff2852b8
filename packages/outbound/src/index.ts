export { createTokenSource, type TokenProblem, type TokenSetting, type TokenSource } from "./access-token.ts";
export { faultCode, faultWords, foreignWords } from "./fault.ts";
export { hiding } from "./hide.ts";
export { createPollApi, type PollAnswered, type PollApi, type PollApiSetting } from "./poll-api.ts";
export { publicAddressFault } from "./public-address.ts";
export { type HttpAnswer, request, retryAfterMs } from "./request.ts";
export { faultOf, testConnection } from "./test-connection.ts";
