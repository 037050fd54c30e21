/** Builds the gateway and the sandbox where the build is missing or older than its sources. */
import { build, isStale } from '../../../scripts/build.mjs';

if (isStale()) build();
