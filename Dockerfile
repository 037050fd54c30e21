# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build.mjs scripts/bundle.mjs scripts/
COPY schema schema
COPY sandbox sandbox
COPY src src
RUN npm run build -- --no-declarations
# What production needs, and what traces take: the optional peer dependencies. The sandbox's database stays out. npm omits what package.json
# calls a development or optional dependency even where it is named, so package.json has neither meanwhile.
RUN cp package.json full.json && packages=$(node -p "Object.entries(require('./package.json').peerDependencies).map(([name, range]) => name + '@' + range).join(' ')") && npm pkg delete devDependencies optionalDependencies peerDependencies peerDependenciesMeta && npm install --no-save --ignore-scripts $packages && mv full.json package.json

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist/src dist/src
COPY --from=build /app/dist/schema dist/schema
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=3s --start-period=5s CMD ["node", "-e", "const { ADMIN_PORT, BASE_PATH = '', PORT } = process.env; fetch(`http://127.0.0.1:${ADMIN_PORT || PORT + BASE_PATH}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Not by npm, which would stand between the gateway and SIGTERM.
CMD ["node", "dist/src/main.js"]
