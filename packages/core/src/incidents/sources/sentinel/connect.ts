import type { Configuration } from "../../source-kind.ts";

export const sentinelConnect: readonly Configuration[] = [
  {
    where: "Deploy the playbook, and let automation rules run it when an incident is created or updated",
    text: `az deployment group create --resource-group soc --template-file integrations/sentinel/azuredeploy.json \\
  --parameters tocsinUrl=https://tocsin.contoso.example sourceKey=THE_KEY_OF_THE_SOURCE`,
  },
];
