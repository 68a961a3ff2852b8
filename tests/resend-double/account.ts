import { createHash, randomUUID } from "node:crypto";

/** A mail that the double has taken over. */
export interface TakenMail {
  readonly id: string;
  readonly key: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What the double says to one request. */
export interface Said {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AccountRules {
  readonly apiKey: string;
  /** Requests a second. */
  readonly perSecond: number;
  /** Mails; null for no quota. */
  readonly dailyQuota: number | null;
  readonly monthlyQuota: number | null;
  readonly now: () => number;
}

/** A request as the rules see it. */
export interface Asked {
  readonly path: string;
  readonly authorization: string | null;
  readonly key: string | null;
  readonly validation: string | null;
  readonly body: string;
}

interface Kept {
  readonly hash: string;
  readonly at: number;
  /** Null while the first request is being worked on. */
  readonly said: Said | null;
}

const keyLifeMs = 24 * 60 * 60 * 1_000;
const batchMax = 100;
const recipientsMax = 50;

const no = (status: number, name: string, message: string, headers = {}): Said => ({
  status,
  body: { statusCode: status, name, message },
  headers,
});

const mailbox = /^(?:[^<>]*<[^<>@\s,]+@[^<>@\s,]+\.[^<>@\s,]+>|[^<>@\s,]+@[^<>@\s,]+\.[^<>@\s,]+)$/;

type Fields = Readonly<Record<string, unknown>>;

/** What is wrong with the fields of one mail, as Resend's documentation names it. */
const faultOf = (mail: unknown): Said | null => {
  if (typeof mail !== "object" || mail === null) return no(422, "validation_error", "The mail is not an object.");
  const { from, to, subject, html, text } = mail as Fields;
  const missing = Object.entries({ from, to, subject }).find(([, value]) => value === undefined)?.[0];
  if (missing) return no(422, "missing_required_field", `Missing \`${missing}\` field.`);
  if (html === undefined && text === undefined)
    return no(422, "missing_required_field", "Missing `html` or `text` field.");
  if (typeof from !== "string" || !mailbox.test(from)) return no(422, "invalid_from_address", "Invalid `from` field.");
  const recipients = Array.isArray(to) ? to : [to];
  if (recipients.length > recipientsMax || !recipients.every((one) => typeof one === "string" && mailbox.test(one))) {
    return no(
      422,
      "validation_error",
      "Invalid `to` field. The email address needs to follow the `email@example.com` format.",
    );
  }
  return null;
};

/** One team's account: its key, its limits, its idempotency keys and the mails that it has taken over. */
export const openAccount = ({ apiKey, perSecond, dailyQuota, monthlyQuota, now }: AccountRules) => {
  const mails: TakenMail[] = [];
  const keys = new Map<string, Kept>();
  let requests: number[] = [];

  const take = (key: string | null, fields: Fields): { id: string } => {
    const id = randomUUID();
    mails.push({ id, key, fields });
    return { id };
  };

  const overQuota = (more: number): Said | null => {
    if (dailyQuota !== null && mails.length + more > dailyQuota) {
      return no(429, "daily_quota_exceeded", "You have reached your daily email sending quota.");
    }
    if (monthlyQuota !== null && mails.length + more > monthlyQuota) {
      return no(429, "monthly_quota_exceeded", "You have reached your monthly email sending quota.");
    }
    return null;
  };

  const one = ({ key }: Asked, mail: unknown): Said =>
    faultOf(mail) ?? overQuota(1) ?? { status: 200, body: take(key, mail as Fields) };

  const many = ({ key, validation }: Asked, list: unknown): Said => {
    if (!Array.isArray(list) || list.length === 0 || list.length > batchMax) {
      return no(422, "validation_error", `A batch has 1 to ${batchMax} mails.`);
    }
    const faults = list.map((mail) =>
      typeof mail === "object" && mail !== null && ("attachments" in mail || "scheduled_at" in mail)
        ? no(422, "validation_error", "A batch takes neither attachments nor scheduled_at.")
        : faultOf(mail),
    );
    const first = faults.find((fault) => fault !== null);
    if (first && validation !== "permissive") return first;
    const valid = list.filter((_mail, index) => faults[index] === null);
    const refused = overQuota(valid.length);
    if (refused) return refused;
    const data = valid.map((mail) => take(key, mail as Fields));
    const errors = faults.flatMap((fault, index) =>
      fault === null ? [] : [{ index, message: (fault.body as { message: string }).message }],
    );
    return { status: 200, body: { data, ...(validation === "permissive" && { errors }) } };
  };

  const answer = (asked: Asked): Said => {
    if (asked.path === "/domains") return { status: 200, body: { object: "list", data: [] } };
    let body: unknown;
    try {
      body = JSON.parse(asked.body);
    } catch {
      return no(400, "validation_error", "The body is not JSON.");
    }
    if (asked.path === "/emails") return one(asked, body);
    if (asked.path === "/emails/batch") return many(asked, body);
    return no(404, "not_found", "The requested endpoint does not exist.");
  };

  const admitted = ({ authorization }: Asked): Said | null => {
    if (authorization === null) return no(401, "missing_api_key", "Missing API key in the authorization header.");
    if (authorization !== `Bearer ${apiKey}`) return no(403, "invalid_api_key", "API key is invalid.");
    return null;
  };

  const inTime = (): { readonly refusal: Said | null; readonly headers: Readonly<Record<string, string>> } => {
    requests = requests.filter((at) => at > now() - 1_000);
    const left = perSecond - requests.length;
    const headers = {
      "ratelimit-limit": String(perSecond),
      "ratelimit-remaining": String(Math.max(0, left - 1)),
      "ratelimit-reset": "1",
    };
    if (left <= 0) {
      const message = "Too many requests. You can only make a limited number of requests per second.";
      return { refusal: no(429, "rate_limit_exceeded", message, { "retry-after": "1" }), headers };
    }
    requests.push(now());
    return { refusal: null, headers };
  };

  /** Replays the answer of a key that is known, refuses another body under it, and a second request beside the first. */
  const known = (key: string, hash: string): Said | null => {
    const kept = keys.get(key);
    if (!kept || kept.at <= now() - keyLifeMs) return null;
    if (kept.hash !== hash) {
      return no(409, "invalid_idempotent_request", "Same idempotency key used with a different request payload.");
    }
    return (
      kept.said ??
      no(
        409,
        "concurrent_idempotent_requests",
        "Same idempotency key used while original request is still in progress.",
      )
    );
  };

  const ask = (asked: Asked): Said => {
    const { refusal, headers } = inTime();
    const refused = admitted(asked) ?? refusal;
    if (refused) return { ...refused, headers: { ...headers, ...refused.headers } };
    const { key } = asked;
    if (key === null) return { headers, ...answer(asked) };
    if (key.length < 1 || key.length > 256) {
      return no(400, "invalid_idempotency_key", "The key must be between 1-256 chars.");
    }
    const hash = createHash("sha256").update(`${asked.path}\n${asked.body}`).digest("hex");
    const before = known(key, hash);
    if (before) return { ...before, headers: { ...headers, ...before.headers } };
    const said = answer(asked);
    // Only what was taken is remembered: a refused request may be mended and made again.
    if (said.status < 300) keys.set(key, { hash, at: now(), said });
    return { ...said, headers: { ...headers, ...said.headers } };
  };

  /** Marks a key as one whose first request is under way, until the returned function is called. */
  const occupy = ({ key, path, body }: Asked): (() => void) => {
    if (key === null || keys.has(key)) return () => undefined;
    const hash = createHash("sha256").update(`${path}\n${body}`).digest("hex");
    keys.set(key, { hash, at: now(), said: null });
    return () => {
      if (keys.get(key)?.said === null) keys.delete(key);
    };
  };

  return { mails, ask, occupy };
};
