import type { Express, Router } from "express";
import { afterAll, expect, test } from "vitest";
import { createApp } from "../app.ts";
import type { Answer } from "../testing/answer.ts";
import { type Ask, askOf, isAbroad, placesOf, send } from "../testing/matrix/ask.ts";
import { type Caller, columns, isLimited } from "../testing/matrix/callers.ts";
import { openMatrixInstallation } from "../testing/matrix/installation.ts";
import { examples } from "../testing/matrix/requests.ts";
import { openRewind } from "../testing/matrix/rewind.ts";
import { table } from "../testing/matrix/table.ts";
import { type Things, type Where, words } from "../testing/matrix/things.ts";

const installation = await openMatrixInstallation();
const { app, callers } = installation;
const rewind = openRewind(app.stores);
afterAll(async () => {
  rewind[Symbol.dispose]();
  await installation[Symbol.asyncDispose]();
});

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** `method path` of everything that Express serves. */
const registeredIn = (layers: readonly Layer[]): readonly string[] =>
  layers.flatMap(({ route, handle }) =>
    route === undefined
      ? registeredIn(handle.stack ?? [])
      : Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, "{$1}")}`),
  );

/** Of an address, what stands there for the methods that it does not know, is no route. */
const routesOf = ({ router }: { readonly router: Router }): readonly string[] =>
  registeredIn(router.stack as unknown as readonly Layer[]).filter((name) => !name.startsWith("_all"));

const rowless = (express: Express): readonly string[] =>
  routesOf(express).filter((name) => !Object.hasOwn(table, name));

test("every route that is served has a row, and every row a route", () => {
  const express = createApp(app.parts);
  expect(rowless(express)).toEqual([]);
  expect(Object.keys(table).filter((name) => !routesOf(express).includes(name))).toEqual([]);
  express.get("/api/v1/secrets", (_request, response) => void response.json({}));
  expect(rowless(express)).toEqual(["get /api/v1/secrets"]);
}, 120_000);

/** The marks of a column, by place; one mark is for all of them. */
const markFor = (row: string, caller: Caller, index: number): string => {
  const marks = row.replace("|", " ").trim().split(/\s+/)[columns.indexOf(caller.column)] ?? "";
  return (marks.length === 1 ? marks : marks[index]) ?? "";
};

const statusOf: Readonly<Record<string, number>> = { "-": 403, "0": 404 };

/** What an answer says, but for the request that it answers. */
const said = ({ status, text }: Answer): string => `${status} ${text.replace(/[0-9a-f-]{36}/g, "an id")}`;

/** Words of what lies where the caller may not look. */
const hiddenFrom = ({ column }: Caller): readonly string[] => {
  const abroad = column === "GA of all organizations" ? [] : [words.abroad];
  return isLimited(column) ? [...abroad, words.foreign] : abroad;
};

const checkAllowed = (name: string, caller: Caller, ask: Ask, answer: Answer): void => {
  const { status } = examples[name] ?? {};
  if (status === undefined) expect(answer.status, answer.text).toBeLessThan(400);
  else expect(answer.status, answer.text).toBe(status);
  // What somebody sent himself tells him nothing.
  const told = answer.text.toLowerCase().replaceAll(JSON.stringify(ask.body ?? null).toLowerCase(), "");
  for (const word of hiddenFrom(caller)) expect(told).not.toContain(word);
};

const checkListed = (name: string, caller: Caller, things: Things, { text }: Answer): void => {
  const { lists } = examples[name] ?? {};
  if (lists === undefined) return;
  for (const [where, id] of Object.entries(things[lists] ?? {})) {
    expect(text.includes(String(id)), `${where} in ${text}`).toBe(isListed(lists, where as Where, caller));
  }
};

/** Incidents and mails without a device group are seen by nobody who is limited to one; rules and silences of all are. */
const isListed = (kind: string, where: Where, { column }: Caller): boolean => {
  if (where === "abroad" || (where === "foreign" && kind === "ownToken")) return false;
  if (!isLimited(column) || where === "own" || where === "mixed") return true;
  return where === "none" && kind !== "incident" && kind !== "delivery";
};

const check = async (name: string, caller: Caller, where: Where, mark: string): Promise<void> => {
  const things = { ...installation.things, ...caller.things };
  const ask = askOf(name, things, where);
  const answer = await send(app, caller, ask);
  const allowed = mark === "y" || (mark === "s" && caller.by === "session");
  if (allowed) {
    checkAllowed(name, caller, ask, answer);
    checkListed(name, caller, things, answer);
    if (!name.startsWith("get ")) rewind.back();
    return;
  }
  // What only a body names is not looked for, but found wanting, as anything would be that is not there.
  if (where !== "abroad" || ask.path !== askOf(name, things, "unknown").path) {
    expect(answer.status, answer.text).toBe(statusOf[mark] ?? 403);
  }
  if (mark !== "0") return;
  expect(said(answer)).toBe(said(await send(app, caller, askOf(name, things, "unknown"))));
  rewind.back();
};

const rows = Object.entries(table).filter(([, row]) => row.length > 4);

test.each(rows)(
  "%s answers each role as the table says, of each place, and shows nothing of where it may not look",
  async (name, row) => {
    for (const caller of callers) {
      const marks = placesOf(name, { ...installation.things, ...caller.things });
      for (const [index, where] of marks.entries()) {
        const mark = markFor(row, caller, index);
        await check(name, caller, where, mark).catch((error: Error) => {
          error.message = `${caller.name}, ${where}, expected ${mark}: ${error.message}`;
          throw error;
        });
      }
      const mayAny = marks.some((_where, index) => markFor(row, caller, index) === "y");
      if (mayAny && isAbroad(name, installation.things)) await check(name, caller, "abroad", "0");
    }
    const { status } = await send(app, null, askOf(name, { ...installation.things, ...callers[0]?.things }, "none"));
    expect(status, "nobody").toBe(401);
  },
  120_000,
);

test.each(Object.entries(table).filter(([, row]) => row.length <= 4))(
  "%s is %s to whoever calls, with and without a role",
  async (name, kind) => {
    for (const caller of [null, callers.find(({ column }) => column === "SP") ?? null]) {
      const { status, text } = await send(app, caller, askOf(name, installation.things, "none"));
      if (kind === "key") expect(status, text).toBe(401);
      else if (kind === "gone") expect(status, text).toBe(404);
      else if (examples[name]?.status !== undefined) expect(status, text).toBe(examples[name].status);
      else expect(status, text).toBeLessThan(400);
    }
  },
  60_000,
);
