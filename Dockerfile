# One image for web, worker and scheduler; what each runs stands in docker-compose.yml.
FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /srv/commonward
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
ENV DJANGO_SETTINGS_MODULE=config.settings.production \
    COMMONWARD_VAR=/srv/var \
    PYTHONUNBUFFERED=1
RUN useradd --create-home commonward && mkdir -p /srv/var && chown commonward /srv/var
USER commonward
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--timeout", "120"]
