import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { SignInPage } from "./sign-in-page.tsx";

const route = getRouteApi("/public/sign-in");

/** Signing in at an address of its own, from which the way goes on to the start. */
export const SignInRoutePage = (): ReactNode => {
  const { problem } = route.useSearch();
  const navigate = useNavigate();
  return <SignInPage problem={problem} onDone={() => void navigate({ to: "/", replace: true })} />;
};
