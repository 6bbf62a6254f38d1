"""The command `hongqiao`: a thin door, because each crawl's process loads it too and needs none of what lies behind."""


def main() -> None:
    """Run the program and leave with its exit status."""
    import gc

    gc.disable()  # nothing that is loaded is garbage
    from app.cli import main as run

    gc.set_threshold(20_000, 20, 50)  # records are no cycles; see crawler.fresh_process
    gc.enable()
    try:
        run()
    finally:
        gc.freeze()  # the system takes all memory back at once: looking for garbage in it before takes a third of a second


if __name__ == "__main__":
    main()
