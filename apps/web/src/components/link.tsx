import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentPropsWithRef, ReactNode } from "react";

type Plain<Props> = Props & Omit<ComponentPropsWithRef<"a">, keyof Props>;

/**
 * Leads to another page of the console without loading it anew; opens in a new tab as any link does. `to`, `params` and
 * `search` are checked against the pages that there are.
 */
export const Link = createLink((props: Plain<AnchorProps>): ReactNode => <Anchor inherit {...props} />);

/** A link that looks like a button: for the one thing that a page is for. */
export const ButtonLink = createLink((props: Plain<ButtonProps>): ReactNode => <Button component="a" {...props} />);

/** A link without any looks of its own. */
export const PlainLink = createLink((props: ComponentPropsWithRef<"a">): ReactNode => <a {...props} />);
