import type { Role } from "@tocsin/core/access";
import { DomainError } from "@tocsin/core/kernel";
import { normaliseAddress } from "@tocsin/core/recipients";
import * as openId from "openid-client";

/** A provider of OpenID Connect, and what its word counts for here. */
export interface SingleSignOnSetting {
  /** What the button on the sign-in page says. */
  readonly title: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The claim that lists a person's groups. */
  readonly groupsClaim: string;
  /** Which role each group gives. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** What has to come back with the answer of the provider; kept in the browser, sealed. */
export interface SignOnState {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Whom the provider vouches for. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
  /** Normalised; null where the provider does not say that the person has the mailbox. */
  readonly email: string | null;
  readonly name: string;
  /** Those that the person's groups give, each once. */
  readonly roles: readonly Role[];
}

export interface SingleSignOn {
  readonly title: string;
  /** Where the browser is sent. Throws `unavailable` while the provider cannot be reached. */
  begin(callback: string): Promise<{ readonly url: string; readonly state: SignOnState }>;
  /** Whom the answer that came to `answered` is about. Throws `unauthenticated` for one that proves nothing. */
  finish(answered: URL, state: SignOnState): Promise<Identity>;
}

/** The authorization code flow with PKCE, state and nonce (RFC 9700), by a certified library. Opens nothing before its use. */
export const createSingleSignOn = (setting: SingleSignOnSetting): SingleSignOn => {
  let known: Promise<openId.Configuration> | null = null;

  /** Read once; a provider that was away is asked anew. */
  const configuration = (): Promise<openId.Configuration> => {
    known ??= discover(setting).catch((error: unknown) => {
      known = null;
      const unavailable = new DomainError("unavailable", "The sign-in service does not answer just now");
      unavailable.cause = error;
      throw unavailable;
    });
    return known;
  };

  return {
    title: setting.title,

    begin: async (callback) => {
      const config = await configuration();
      const state = {
        state: openId.randomState(),
        nonce: openId.randomNonce(),
        verifier: openId.randomPKCECodeVerifier(),
      };
      const url = openId.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: "openid email profile",
        code_challenge: await openId.calculatePKCECodeChallenge(state.verifier),
        code_challenge_method: "S256",
        state: state.state,
        nonce: state.nonce,
      });
      return { url: url.href, state };
    },

    finish: async (answered, { state, nonce, verifier }) => {
      const config = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      try {
        const tokens = await openId.authorizationCodeGrant(config, answered, checks);
        const claims = tokens.claims();
        if (claims === undefined) throw new Error("no ID token");
        const more = await openId.fetchUserInfo(config, tokens.access_token, claims.sub).catch(() => ({}));
        return identityOf(setting, { ...more, ...claims });
      } catch (error) {
        const refused = new DomainError("unauthenticated", "The sign-in service's answer cannot be used: begin again");
        refused.cause = error;
        throw refused;
      }
    },
  };
};

const discover = ({ issuer, clientId, clientSecret }: SingleSignOnSetting): Promise<openId.Configuration> => {
  const url = new URL(issuer);
  // The setting allows http on loopback alone.
  const execute = url.protocol === "http:" ? [openId.allowInsecureRequests] : [];
  return openId.discovery(url, clientId, clientSecret, openId.ClientSecretBasic(clientSecret), { execute });
};

type Claims = Readonly<Record<string, unknown>> & { readonly iss: string; readonly sub: string };

/** An address counts only where the provider has verified it: otherwise anybody could name that of an administrator. */
export const identityOf = ({ groupsClaim, roles }: SingleSignOnSetting, claims: Claims): Identity => {
  const address = normaliseAddress(typeof claims["email"] === "string" ? claims["email"] : "");
  const email = address.ok && claims["email_verified"] === true ? address.value : null;
  const groups = [claims[groupsClaim] ?? []].flat().filter((group) => typeof group === "string");
  const given = groups.flatMap((group) => roles.get(group) ?? []);
  const name = typeof claims["name"] === "string" ? claims["name"].trim().slice(0, 100) : "";
  return {
    issuer: claims.iss,
    subject: claims.sub,
    email,
    name: name === "" ? (email ?? "Somebody") : name,
    roles: [...new Set(given)],
  };
};
