import type { Sender, TestMessage } from "@tocsin/core/messages";
import { composeIncident } from "../incident/compose.ts";
import { sortingHeaders } from "../incident/headers.ts";
import type { Template } from "../template.ts";
import { markedAsTest } from "./marked-as-test.ts";

/** The incident mail that a rule would send, marked. It belongs to no thread and is never urgent. */
export const testTemplate: Template<TestMessage> = (message: TestMessage, sender: Sender) => ({
  ...composeIncident(message.incident, (content) => markedAsTest(content, message)),
  headers: sortingHeaders(message.incident, "test", sender),
});
