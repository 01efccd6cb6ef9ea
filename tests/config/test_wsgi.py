"""The WSGI entry point."""

from config.wsgi import application


def test_there_is_an_application_to_serve() -> None:
    assert callable(application)
