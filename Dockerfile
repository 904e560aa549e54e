# syntax=docker/dockerfile:1

# The server with its web page: `docker build --tag aiwhisperer .`; docs/operating.md says how it is run.
# Pin the image by its digest where builds must be repeatable.
ARG NODE_IMAGE=node:24-bookworm-slim

# What browsers get.
FROM ${NODE_IMAGE} AS web
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/client/package.json packages/client/
COPY packages/protocol/package.json packages/protocol/
COPY packages/react/package.json packages/react/
COPY packages/web/package.json packages/web/
RUN npm ci --omit=dev --workspace packages/web
COPY tsconfig.base.json ./
COPY packages/client packages/client
COPY packages/protocol packages/protocol
COPY packages/react packages/react
COPY packages/web packages/web
RUN node packages/web/build-if-stale.ts

# What the server runs, with nothing that builds or tests it. The Node is the image's own, so the project's stays out with the root's dependencies.
FROM ${NODE_IMAGE} AS server
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/cli/package.json packages/cli/
COPY packages/client/package.json packages/client/
COPY packages/engine/package.json packages/engine/
COPY packages/idl/package.json packages/idl/
COPY packages/protocol/package.json packages/protocol/
COPY packages/server/package.json packages/server/
RUN npm ci --omit=dev --workspace packages/cli
COPY packages/cli packages/cli
COPY packages/client packages/client
COPY packages/engine packages/engine
COPY packages/idl packages/idl
COPY packages/protocol packages/protocol
COPY packages/server packages/server

FROM ${NODE_IMAGE}
RUN install -d -o node -g node -m 0700 /data
COPY --from=server /app /app
COPY --from=web /app/packages/web/dist /app/packages/web/dist
WORKDIR /app
# Other containers and the published port reach no loopback address, so that whoever uses the server is asked for a key. Tools work in a folder that has to be mounted first.
# MALLOC_: glibc gives back what is free; else up to a quarter more stays after a busy time.
ENV NODE_ENV=production \
    MALLOC_ARENA_MAX=1 \
    MALLOC_TRIM_THRESHOLD_=131072 \
    AIWHISPERER_HOST=0.0.0.0 \
    AIWHISPERER_API_KEYS=true \
    AIWHISPERER_PORT=8000 \
    AIWHISPERER_DATA_DIR=/data \
    AIWHISPERER_TOOLS=false
USER node
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.AIWHISPERER_PORT + '/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--max-semi-space-size=8", "/app/packages/cli/bin/aiwhisperer.cjs"]
CMD ["serve"]
