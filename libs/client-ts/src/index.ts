export type { Services } from "./generated/services.js";
export { body, House, items, type Options, type Page } from "./house.js";
export { type Operation, OperationFailed } from "./operation.js";
export { Conflict, Problem } from "./problem.js";
export { clientSecret, type Token } from "./token.js";
