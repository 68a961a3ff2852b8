import { demand, type Rights } from "@tocsin/core/access";
import {
  countsIn,
  invitationSchema,
  knowsByName,
  type LinkPurpose,
  type Member,
  mayManage,
  memberResponseSchema,
  type SessionStore,
  type SignInStore,
  type UserStore,
  userChangeSchema,
} from "@tocsin/core/accounts";
import { type Job, pageSchema, refused, toIso, toIsoOrNull, type UserId } from "@tocsin/core/kernel";
import { linkToken, sha256 } from "@tocsin/secrets";
import { pageRequestOf, pagingQuery } from "../http/paging.ts";
import { idParam } from "../http/params.ts";
import { type Caller, type Route, route } from "../http/route.ts";

const tag = "Users";

export interface UserParts {
  readonly users: UserStore;
  readonly sessions: SessionStore;
  readonly signIns: SignInStore;
  /** The installation's secret, from which the tokens of links follow. */
  readonly secretKey: string;
  readonly announce: (jobs: readonly Job[]) => void;
}

const conflict = { 409: { description: "Not as things stand: the detail says why" } };

export const userRoutes = ({ users, sessions, signIns, secretKey, announce }: UserParts): readonly Route[] => {
  const linkHashOf = (deliveryId: string) => sha256(linkToken(secretKey, deliveryId));

  /** The user, if the caller may change him. */
  const managed = async (caller: Caller, id: UserId): Promise<Member> => {
    const member = await users.get(caller.scope.organizationId, id);
    if (mayManage(caller.rights, member)) return member;
    throw refused("userOfSeveral");
  };

  const mailingLink = (purpose: LinkPurpose, name: string, summary: string): Route =>
    route({
      method: "post",
      path: `/api/v1/users/{id}/${name}`,
      tag,
      summary,
      policy: "users.manage",
      params: idParam<UserId>(),
      answers: { 202: { description: "On its way" }, ...conflict },
      handle: async ({ caller, params }) => {
        await managed(caller, params.id);
        const { organizationId } = caller.scope;
        announce(await users.mailLink({ organizationId, id: params.id, by: caller.user.name, purpose, linkHashOf }));
        return { status: 202 };
      },
    });

  return [
    route({
      method: "get",
      path: "/api/v1/users",
      tag,
      summary: "List the users who have a role in the organization, newest first",
      policy: "users.read",
      query: pagingQuery,
      answers: { 200: { description: "A page", schema: pageSchema(memberResponseSchema) } },
      handle: async ({ caller, query }) => {
        const page = await users.list(caller.scope.organizationId, pageRequestOf(query));
        return { status: 200, body: { ...page, items: page.items.map((member) => present(member, caller.rights)) } };
      },
    }),
    route({
      method: "post",
      path: "/api/v1/users",
      tag,
      summary: "Invite somebody: a mail carries a link that works once, for a week",
      policy: "users.manage",
      body: invitationSchema,
      answers: { 201: { description: "Invited", schema: memberResponseSchema }, ...conflict },
      handle: async ({ caller, body }) => {
        demand(caller.rights, "roles.manage", { kind: "everything" });
        const { organizationId } = caller.scope;
        const { member, jobs } = await users.invite({
          organizationId,
          invitation: body,
          by: caller.user.name,
          linkHashOf,
        });
        announce(jobs);
        return {
          status: 201,
          body: present(member, caller.rights),
          headers: { Location: `/api/v1/users/${member.id}` },
        };
      },
    }),
    route({
      method: "get",
      path: "/api/v1/users/{id}",
      tag,
      summary: "Read a user",
      policy: "users.read",
      params: idParam<UserId>(),
      answers: { 200: { description: "The user", schema: memberResponseSchema } },
      handle: async ({ caller, params }) => ({
        status: 200,
        body: present(await users.get(caller.scope.organizationId, params.id), caller.rights),
      }),
    }),
    route({
      method: "patch",
      path: "/api/v1/users/{id}",
      tag,
      summary: "Change a user's name or language, or disable him: then he is signed out everywhere at once",
      policy: "users.manage",
      params: idParam<UserId>(),
      body: userChangeSchema,
      answers: { 200: { description: "As he is now", schema: memberResponseSchema }, ...conflict },
      handle: async ({ caller, params, body }) => {
        await managed(caller, params.id);
        const member = await users.change(caller.scope.organizationId, params.id, body);
        return { status: 200, body: present(member, caller.rights) };
      },
    }),
    route({
      method: "delete",
      path: "/api/v1/users/{id}",
      tag,
      summary: "Remove a user; what he did stays in the records under his name",
      policy: "users.manage",
      params: idParam<UserId>(),
      answers: { 204: { description: "Removed" }, ...conflict },
      handle: async ({ caller, params }) => {
        await managed(caller, params.id);
        await users.remove(caller.scope.organizationId, params.id);
        return { status: 204 };
      },
    }),
    mailingLink("invitation", "invitation", "Mail another invitation; the link of the one before stops working"),
    mailingLink("passwordReset", "password-reset", "Mail a link with which the user chooses another password"),
    route({
      method: "delete",
      path: "/api/v1/users/{id}/second-factor",
      tag,
      summary: "Take the second factor off a user who has lost it; he is signed out everywhere",
      policy: "users.manage",
      params: idParam<UserId>(),
      answers: { 204: { description: "Off" }, ...conflict },
      handle: async ({ caller, params }) => {
        await managed(caller, params.id);
        if (!(await signIns.removeSecondFactor(params.id))) {
          throw refused("userHasNoSecondFactor");
        }
        await sessions.revokeAll(params.id, null);
        return { status: 204 };
      },
    }),
    route({
      method: "delete",
      path: "/api/v1/users/{id}/sessions",
      tag,
      summary: "Sign a user out everywhere",
      policy: "users.manage",
      params: idParam<UserId>(),
      answers: { 204: { description: "Signed out" } },
      handle: async ({ caller, params }) => {
        await managed(caller, params.id);
        await sessions.revokeAll(params.id, null);
        return { status: 204 };
      },
    }),
  ];
};

const present = (member: Member, rights: Rights) => ({
  id: member.id,
  email: member.email,
  ...presentPerson(member, mayManage(rights, member) || knowsByName(rights.organizationId, member)),
  state: member.state,
  secondFactor: member.secondFactor,
  createdAt: toIso(member.createdAt),
  invitationExpiresAt: toIsoOrNull(member.invitationExpiresAt),
  assignments: member.assignments.filter((held) => countsIn(held, rights.organizationId)),
  manageable: mayManage(rights, member),
});

const presentPerson = ({ name, email, locale, timeZone, lastSeenAt }: Member, isKnown: boolean) =>
  isKnown
    ? { name, locale, timeZone, lastSeenAt: toIsoOrNull(lastSeenAt) }
    : { name: email, locale: null, timeZone: null, lastSeenAt: null };
