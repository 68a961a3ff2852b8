import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage } from "../languages/index.ts";

/** Leads to the browsable documentation of the API, which the api serves itself. */
export const ApiDocsLink = (): ReactNode => (
  <Anchor href="/api/docs" underline="always">
    {useLanguage().sentences.apiDocs}
  </Anchor>
);
