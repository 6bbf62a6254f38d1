"""The command `hongqiao`: a thin door, because each crawl's process loads it too and needs none of what lies behind."""


def main() -> None:
    """Run the program and leave with its exit status."""
    import gc

    from app.cli import main as run

    gc.set_threshold(20_000, 20, 50)  # records are no cycles; see crawler.fresh_process
    run()


if __name__ == "__main__":
    main()
