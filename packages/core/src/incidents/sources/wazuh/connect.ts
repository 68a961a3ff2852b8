import type { Configuration } from "../../source-kind.ts";

export const wazuhConnect: readonly Configuration[] = [
  {
    where: "On the manager, once integrations/wazuh/custom-tocsin is copied to /var/ossec/integrations",
    text: `chown root:wazuh /var/ossec/integrations/custom-tocsin
chmod 750 /var/ossec/integrations/custom-tocsin
install -d -o wazuh -g wazuh -m 750 /var/ossec/queue/tocsin`,
  },
  {
    where: "In /var/ossec/etc/ossec.conf; then restart the manager",
    text: `<integration>
  <name>custom-tocsin</name>
  <hook_url>http://127.0.0.1:3000/api/v1/ingest</hook_url>
  <api_key>THE_KEY_OF_THE_SOURCE</api_key>
  <level>3</level>
  <alert_format>json</alert_format>
</integration>`,
  },
];
