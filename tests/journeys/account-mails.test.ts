import { expect, test } from "vitest";
import { startResendDouble } from "../resend-double/index.ts";
import { startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { openBrowser } from "./harness/browser.ts";
import { canariesIn, canariesInFolder } from "./harness/canaries.ts";
import { startProduct } from "./harness/product.ts";
import { until } from "./harness/until.ts";

interface ArrivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail server and what it took over. */
interface Road extends AsyncDisposable {
  readonly env: NodeJS.ProcessEnv;
  arrived(): Promise<readonly ArrivedMail[]>;
}

const bySmtp = async (): Promise<Road> => {
  const sink = await startSink();
  return {
    env: { SMTP_URL: sink.url },
    arrived: () =>
      Promise.all(
        sink.mails.map(async ({ raw, to }) => {
          const { subject, text, html } = await readMail(raw);
          return { to: to[0] ?? "", subject: subject ?? "", text: text ?? "", html: String(html) };
        }),
      ),
    [Symbol.asyncDispose]: () => sink.stop(),
  };
};

const byResend = async (): Promise<Road> => {
  const double = await startResendDouble();
  return {
    env: { RESEND_API_KEY: double.apiKey, RESEND_BASE_URL: double.url },
    arrived: async () => double.mails.map(({ fields }) => fields as unknown as ArrivedMail),
    [Symbol.asyncDispose]: () => double.stop(),
  };
};

const grace = "grace@contoso.example";

test.each([
  ["SMTP", bySmtp],
  ["Resend", byResend],
])(
  "the links of an invitation and of a reset arrive by %s, stand nowhere else, and let their reader in once",
  async (_name, openRoad) => {
    await using road = await openRoad();
    await using product = await startProduct({ ...road.env, LOG_LEVEL: "trace" });
    const administrator = await product.client.setUp(product.setupToken);
    const arrivedWith = (subject: RegExp) =>
      until(`a mail with ${subject}`, async () => (await road.arrived()).find((mail) => subject.test(mail.subject)));
    const tokenIn = ({ text, html }: ArrivedMail, page: string): string => {
      const link = new RegExp(`${product.url}/${page}/([\\w-]{20,})`);
      const [, token = ""] = link.exec(text) ?? [];
      expect(html).toContain(`${product.url}/${page}/${token}`);
      expect(token).not.toContain("secret-of");
      return token;
    };

    const roles = [{ role: "securityReader", deviceGroups: null }];
    await administrator.request("POST", "/api/v1/users", { email: grace, name: "Grace", roles });
    const invitation = await arrivedWith(/You are invited/);
    const invited = tokenIn(invitation, "invite");
    const browser = openBrowser(product.url);
    const first = "a first password of Grace";
    expect((await browser.call("POST", "/api/v1/invitations/look", { token: invited })).body).toMatchObject({
      email: grace,
    });
    const accept = { token: invited, password: first };
    expect((await browser.call("POST", "/api/v1/invitations/accept", accept)).status).toBe(200);
    expect((await browser.call("GET", "/api/v1/me")).body).toMatchObject({ user: { email: grace } });
    expect((await openBrowser(product.url).call("POST", "/api/v1/invitations/accept", accept)).status).toBe(404);

    await openBrowser(product.url).call("POST", "/api/v1/password-resets", { email: grace });
    const reset = tokenIn(await arrivedWith(/Choose another password/), "reset");
    const second = "a second password of Grace";
    const complete = { token: reset, password: second };
    expect((await openBrowser(product.url).call("POST", "/api/v1/password-resets/complete", complete)).status).toBe(
      204,
    );
    expect((await browser.call("GET", "/api/v1/me")).status).toBe(401);
    const signIn = (password: string) =>
      openBrowser(product.url).call("POST", "/api/v1/sign-in", { email: grace, password });
    expect([(await signIn(first)).status, (await signIn(second)).status]).toEqual([401, 200]);
    const changed = await arrivedWith(/Your password was changed/);
    expect(changed.text).not.toContain(`${product.url}/reset/`);

    const tokens = { invitation: invited, reset };
    const shown: string[] = [];
    for (const { id } of await administrator.settled(3)) {
      const { status, body } = await administrator.request("GET", `/api/v1/deliveries/${id}/mail`);
      expect(status).toBe(403);
      shown.push(JSON.stringify(body), JSON.stringify(await administrator.read(`/api/v1/deliveries/${id}`)));
    }
    shown.push(JSON.stringify(await administrator.read("/api/v1/audit?limit=200")));
    expect(canariesIn(shown.join("\n") + product.api.output + product.worker.output, tokens)).toEqual([]);
    expect(await canariesInFolder(product.dataDir, tokens)).toEqual([]);
    // The search finds what is there: the placeholder in the stored mail.
    expect(await canariesInFolder(product.dataDir, { placeholder: "secret-of-" })).not.toEqual([]);
  },
);
