# One image for every role. The first stage builds with everything, the second carries only what runs.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc tsconfig.json LICENSE ./
RUN npm ci --ignore-scripts
COPY tools ./tools
COPY src ./src
COPY widget ./widget
RUN npm run build && npm prune --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production TZ=UTC HOST=0.0.0.0 PORT=8080 OPS_HOST=127.0.0.1 OPS_PORT=8081
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY config ./config
COPY examples ./examples
# What is recorded goes here, where it is asked for; mount a volume to keep it.
RUN mkdir data && chown node:node data
USER node
EXPOSE 8080
# Node stands in for curl, which a slim image does not carry.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.OPS_PORT}/readyz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/src/main.js"]
CMD ["start"]
