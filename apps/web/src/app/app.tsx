import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { LanguageProvider } from "../languages/index.ts";
import { createQueryClient } from "../lib/api.ts";
import { SessionProvider } from "../lib/session.tsx";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./theme.ts";

/** The whole of the console. */
export const App = (): ReactNode => {
  const [queryClient] = useState(createQueryClient);
  return (
    <LanguageProvider>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        <QueryClientProvider client={queryClient}>
          <SessionProvider>
            <Notifications position="bottom-center" autoClose={8_000} limit={3} />
            <RouterProvider router={router} />
          </SessionProvider>
        </QueryClientProvider>
      </MantineProvider>
    </LanguageProvider>
  );
};
