import { passwordLength } from "@tocsin/core/accounts";
import { normaliseAddress } from "@tocsin/core/recipients";
import { z } from "zod";

/** An address as the api takes it, with our own words for one that it would not. */
export const addressField = (fault: string) => z.string().refine((text) => normaliseAddress(text).ok, fault);

/** A password to be chosen, by core's measure; its faults are said in the reader's language. */
export const newPasswordField = z.string().min(passwordLength.min).max(passwordLength.max);
