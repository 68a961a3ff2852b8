import { openTestStores } from "@tocsin/db/testing";
import express from "express";
import { expect, test } from "vitest";
import { register } from "./register.ts";
import type { Route } from "./route.ts";

const aRoute = {
  method: "get",
  path: "/x",
  tag: "X",
  summary: "X",
  answers: {},
  handle: async () => ({ status: 204 }),
};

test.each(["", "sourceKey", "administrator", "rules.destroy", "constructor", undefined])(
  "a route whose policy is ‘%s’ is not registered",
  async (policy) => {
    await using stores = openTestStores();
    const route = { ...aRoute, policy } as unknown as Route;
    expect(() => register(express.Router(), [route], { ...stores, publicUrl: () => "" })).toThrow(
      "get /x has no policy",
    );
  },
);
