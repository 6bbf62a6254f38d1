"""The command `hongqiao`: a thin door, because each crawl's process loads it too and needs none of what lies behind."""


def main() -> None:
    """Run the program and leave with its exit status."""
    from app.cli import main as run

    run()


if __name__ == "__main__":
    main()
