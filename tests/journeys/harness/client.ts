import { until } from "./until.ts";

type Json = Record<string, unknown>;

export interface Answer<Body = Json> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

export interface IngestResult {
  readonly externalId: string;
  readonly incidentId: string;
  readonly number: number;
  readonly change: string;
  readonly kinds: readonly string[];
  readonly notifications: number;
  readonly deliveries: number;
}

export interface DeliveryItem {
  readonly id: string;
  readonly address: string;
  readonly state: string;
  readonly subject: string | null;
  readonly incident: { readonly id: string; readonly number: number };
}

/** Who sets an installation up, and how he signs in. */
export const administrator = { email: "ada@contoso.example", password: "correct horse battery" } as const;

/**
 * A server may close an idle connection just when the next request is on its way, above all where a test hurries its clock.
 * What only reads is asked again then, once, as any client may (RFC 9112 section 9.3.1).
 */
const fetchAgain = async (url: string, options: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, options);
  } catch (error) {
    if (options.method !== "GET" || !wasHungUp(error)) throw error;
    return fetch(url, options);
  }
};

const wasHungUp = (error: unknown): boolean => {
  const { cause } = error as { readonly cause?: { readonly code?: string } };
  return cause?.code === "ECONNRESET" || cause?.code === "UND_ERR_SOCKET";
};

/** Speaks to the product over HTTP in the words of its users, with or without a token. */
export class Client {
  readonly #url: string;
  readonly #token: string | null;

  constructor(url: string, token: string | null) {
    this.#url = url;
    this.#token = token;
  }

  /** What it calls with: an access token, or a source's key. */
  get token(): string {
    if (this.#token === null) throw new Error("Nobody calls");
    return this.#token;
  }

  /** The same caller at another address. */
  at(url: string): Client {
    return new Client(url, this.#token);
  }

  async request<Body = Json>(method: string, path: string, body?: unknown, headers: Json = {}): Promise<Answer<Body>> {
    const response = await fetchAgain(`${this.#url}${path}`, {
      method,
      headers: {
        ...(this.#token === null ? {} : { authorization: `Bearer ${this.#token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(headers as Record<string, string>),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return { status: response.status, body: (isJson ? JSON.parse(text) : { text }) as Body, headers: response.headers };
  }

  async #expect<Body>(status: number, method: string, path: string, body?: unknown): Promise<Body> {
    const answer = await this.request<Body>(method, path, body);
    if (answer.status === status) return answer.body;
    throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }

  /** Sets the installation up, bundling off unless told, and answers a client of its administrator. */
  async setUp(token: string, organization: Json = {}): Promise<Client> {
    const { accessToken } = await this.#expect<{ accessToken: string }>(201, "POST", "/api/v1/setup", {
      token,
      administrator: { name: "Ada", ...administrator },
      organization: { name: "Contoso", bundling: { urgentMs: 0, otherMs: 0 }, ...organization },
    });
    return new Client(this.#url, accessToken);
  }

  /** Adds a source and answers a client that holds its key. */
  async makeSource(kind: string): Promise<Client> {
    const body = { name: `Our ${kind}`, kind };
    const { key } = await this.#expect<{ key: string }>(201, "POST", "/api/v1/sources", body);
    return new Client(this.#url, key);
  }

  async makeRule(name: string, addresses: readonly string[], draft: Json = {}): Promise<{ id: string }> {
    const recipients = addresses.map((address) => ({ address }));
    return this.#expect(201, "POST", "/api/v1/notification-rules", { name, recipients, ...draft });
  }

  async makeDeviceGroup(name: string, conditions: readonly Json[]): Promise<{ id: string }> {
    return this.#expect(201, "POST", "/api/v1/device-groups", { name, conditions });
  }

  /** From now on, for so many milliseconds. */
  async makeSilence(comment: string, lastsMs: number): Promise<{ id: string }> {
    const endsAt = new Date(Date.now() + lastsMs).toISOString();
    return this.#expect(201, "POST", "/api/v1/silences", { comment, endsAt });
  }

  async inviteUser(name: string, email: string, roles: readonly Json[]): Promise<{ id: string }> {
    return this.#expect(201, "POST", "/api/v1/users", { name, email, roles });
  }

  /** Posts a payload that must be taken in; answers what became of it. */
  async ingest(payload: unknown): Promise<readonly IngestResult[]> {
    const { results } = await this.#expect<{ results: IngestResult[] }>(202, "POST", "/api/v1/ingest", payload);
    return results;
  }

  read<Body = Json>(path: string): Promise<Body> {
    return this.#expect<Body>(200, "GET", path);
  }

  async deliveries(query = ""): Promise<readonly DeliveryItem[]> {
    const { items } = await this.read<{ items: DeliveryItem[] }>(`/api/v1/deliveries?limit=200${query}`);
    return items;
  }

  /** Waits until this many deliveries exist and every one of them has come to an end. */
  settled(count: number, timeoutMs?: number): Promise<readonly DeliveryItem[]> {
    return until(
      `${count} settled deliveries`,
      async () => {
        const items = await this.deliveries();
        const open = items.filter(({ state }) => state === "waiting" || state === "sending");
        return items.length === count && open.length === 0 && items;
      },
      timeoutMs,
    );
  }
}
