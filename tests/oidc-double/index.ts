import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

/** What the provider says of whoever signs in there; a test changes it as it goes. */
export interface OidcPerson {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
}

/** A provider of OpenID Connect on loopback, as others run it, whose page signs one person in without asking. */
export interface OidcDouble extends AsyncDisposable {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in from now on, and where the browser may be sent back to. */
  expect(person: OidcPerson, redirectUri: string): void;
}

export const startOidcDouble = async (): Promise<OidcDouble> => {
  const clientId = "tocsin";
  const clientSecret = "secret-of-the-oidc-client-0123456789-abcdef";
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let expected: { readonly person: OidcPerson; readonly provider: Provider } | null = null;

  const providerFor = (person: OidcPerson, redirectUri: string): Provider => {
    const provider = new Provider(issuer, {
      clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
      claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
      features: { devInteractions: { enabled: false } },
      pkce: { required: () => true },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_context, id) => ({
        accountId: id,
        claims: async () => ({ ...person, groups: [...person.groups] }),
      }),
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId ?? "",
          accountId: oidc.session?.accountId ?? "",
        });
        grant.addOIDCScope("openid email profile");
        await grant.save();
        return grant;
      },
    });
    provider.proxy = true;
    return provider;
  };

  server.on("request", (request, response) => {
    if (expected === null) return void response.writeHead(503).end();
    const { person, provider } = expected;
    if (!request.url?.startsWith("/interaction/")) return void provider.callback()(request, response);
    provider
      .interactionFinished(request, response, { login: { accountId: person.sub } })
      .catch(() => response.destroy());
  });
  return {
    issuer,
    clientId,
    clientSecret,
    expect: (person, redirectUri) => {
      expected = { person, provider: providerFor(person, redirectUri) };
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.closeAllConnections();
      server.close();
      await closed;
    },
  };
};
