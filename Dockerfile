FROM python:3.11-slim AS build
COPY requirements.lock .
RUN python -m venv /venv && /venv/bin/python -m pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements.lock \
    && /venv/bin/python -m pip --quiet check

FROM python:3.11-slim
RUN apt-get update \
    && apt-get install --yes --quiet --no-install-recommends fonts-wqy-microhei \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --mode=0700 --owner=10001 --group=10001 /data
COPY --from=build /venv /venv
WORKDIR /app
COPY bot bot
COPY handlers handlers
COPY templates templates
COPY sandbox sandbox
ENV PATH=/venv/bin:$PATH
ENV PYTHONUNBUFFERED=1
ENV SPACEKEEPER_DATA_DIR=/data
ENV MPLCONFIGDIR=/data/matplotlib
# The file system may be read-only, so what Python compiles is compiled now.
RUN python -m compileall -q bot handlers sandbox
USER 10001:10001
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import http.client, os, sys; c = http.client.HTTPConnection('127.0.0.1', int(os.environ.get('SPACEKEEPER_HEALTH_PORT', 8801)), timeout=4); c.request('GET', '/healthz'); sys.exit(c.getresponse().status != 200)"]
CMD ["python", "-m", "bot", "run"]
