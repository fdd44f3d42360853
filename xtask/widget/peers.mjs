// Brings the programs that our page is compared with: these versions, checked by their digests, and
// nothing that they depend on, because what they publish is already built.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../target/peers/", import.meta.url));

/** Version and sha512 as the registry of npm has them. @type {{[name: string]: [string, string]}} */
const PEERS = {
  "survey-core": ["2.5.38", "uI/5ocM08K3LKCa6M1njs8YbRuuF/4vxfAFwyo0RaImoAVdGKkayxt2gNqapTOb0qwYX6OFdDTkEqSMgjYsW8g=="],
  "survey-js-ui": ["2.5.38", "BZ+zQlt/PvR76MgD0lrlD2rZjOoQ78Qt1mdpxpHngVufD6sJUTI3xGOJGiYYLxVh328YtU06TO8vbhXxpDbz5w=="],
  lforms: ["40.1.3", "WLruTm+BcVnafC0rSAQ3/cNqhxvclBUxyBG68aub/uha2NaK9H8ZZcEXTTuORuGzzCt0wa7fvhuieZtcDIdPzQ=="],
};

export const versionOf = (name) => PEERS[name][0];

/** The folder of a package, fetched on the first use. */
export function peer(name) {
  const [version, digest] = PEERS[name];
  const unpacked = `${folder}${name}-${version}`;
  if (existsSync(`${unpacked}/package.json`)) return unpacked;
  mkdirSync(unpacked, { recursive: true });
  const archive = `${folder}${name}-${version}.tgz`;
  execFileSync("npm", ["pack", `${name}@${version}`, "--silent", "--pack-destination", folder], { stdio: ["ignore", "ignore", "inherit"] });
  const found = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (found !== digest) throw new Error(`${name} ${version} is not the archive that was measured before`);
  execFileSync("tar", ["-xzf", archive, "-C", unpacked, "--strip-components=1"]);
  return unpacked;
}
