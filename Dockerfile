# Le portail en une image : docker build -t guide .
FROM python:3.12-slim AS build
WORKDIR /srv/guide
COPY requirements.txt ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check \
       --require-hashes -r requirements.txt
COPY manage.py ./
COPY content ./content
COPY procedures ./procedures
COPY troubleshooting ./troubleshooting
COPY guide_portal ./guide_portal
COPY templates ./templates
COPY static ./static
RUN .venv/bin/python -m compileall -q content procedures troubleshooting guide_portal

FROM python:3.12-slim
RUN useradd --system --uid 10001 --home-dir /var/lib/guide guide \
    && install -d -o guide -g guide -m 0700 /var/lib/guide
WORKDIR /srv/guide
COPY --from=build /srv/guide /srv/guide
ENV GUIDE_DATA=/var/lib/guide PYTHONUNBUFFERED=1
USER 10001
VOLUME /var/lib/guide
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD [".venv/bin/python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/livez'); c.getresponse()"]
CMD [".venv/bin/python", "-m", "guide_portal.serving.launcher", "--host", "0.0.0.0", "--port", "8000", "--workers", "2"]
