"""Settings, read from the environment or a ``.env`` file beside the application."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every setting, its default and its meaning.

    ``database_url`` empty means the SQLite file ``instance/dashboard.db``.
    """

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    database_url: str = ""
    instance_dir: Path = ROOT / "instance"
    catalogue_dir: Path = ROOT / "data" / "catalogue"
    scores_dir: Path = ROOT / "data" / "scores"
    places_file: Path = ROOT / "data" / "places" / "demo.toml"
    host: str = "127.0.0.1"
    port: int = Field(default=8050, ge=1, le=65535)
    workers: int = Field(default=2, ge=1, le=64)

    @property
    def database(self) -> str:
        """The address of the database, as SQLAlchemy writes it."""
        return self.database_url or f"sqlite:///{self.instance_dir / 'dashboard.db'}"

    @property
    def files_dir(self) -> Path:
        """Where the workbooks that came in are kept, each under its SHA-256."""
        return self.instance_dir / "files"
