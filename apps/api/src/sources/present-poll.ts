import { type SourceKind, sourceKindOf } from "@tocsin/core/incidents";
import { type Instant, secondMs, toIso, toIsoOrNull } from "@tocsin/core/kernel";
import { adviceOn, lagMs, type Poll, type PollResponse, pollDraftSchema } from "@tocsin/core/sources";
import { z } from "zod";

/** How a poll goes, without its secrets. */
export const presentPoll = (kind: string, poll: Poll | undefined, now: Instant): PollResponse | null => {
  const api = sourceKindOf(kind)?.poll;
  if (poll === undefined || api === undefined) return null;
  const { setting, secrets, state, lastFault } = poll;
  return {
    setting: { ...setting, baseUrl: setting.baseUrl ?? api.baseUrl },
    hasSecondSecret: secrets.second !== null,
    secretInUse: poll.secretInUse,
    state: wordOf(poll),
    lastSuccessAt: toIsoOrNull(poll.lastSuccessAt),
    lastError:
      lastFault === null
        ? null
        : {
            at: toIso(lastFault.at),
            cause: lastFault.cause,
            words: lastFault.words,
            advice: adviceOn(lastFault.cause, api),
          },
    through: toIso(state.through),
    lagSeconds: Math.round(lagMs(poll, now) / secondMs),
    nextAt: toIso(poll.nextAt),
    clockSkewSeconds: Math.round(poll.skewMs / secondMs),
    holes: state.holes.length,
    alertsApart: now + poll.skewMs < state.apartUntil,
  };
};

const wordOf = ({ failures, running, lastSuccessAt, state }: Poll): PollResponse["state"] => {
  if (failures > 0) return "failing";
  if (running && state.walk !== null) return "catchingUp";
  if (running) return "running";
  return lastSuccessAt === null ? "waiting" : "ok";
};

/** What the console needs to offer it. */
export const presentPollKind = ({ poll }: SourceKind) =>
  poll === undefined
    ? null
    : {
        settings: { ...z.toJSONSchema(pollDraftSchema, { io: "input" }) },
        baseUrl: poll.baseUrl,
        permission: poll.permission,
      };
