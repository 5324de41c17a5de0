import Tables

/// The notebook beside the tidy tables: nbformat 4.
enum Notebook {
  static func json(title: String) -> JSONValue {
    .object([
      ("cells", .array(cells(title).enumerated().map { cell($0.element, number: $0.offset) })),
      (
        "metadata",
        .object([
          (
            "kernelspec",
            .object([
              ("display_name", .string("Python 3")), ("language", .string("python")),
              ("name", .string("python3")),
            ])
          ), ("language_info", .object([("name", .string("python"))])),
        ])
      ), ("nbformat", .integer(4)), ("nbformat_minor", .integer(5)),
    ])
  }

  private enum Cell {
    case markdown(String)
    case code(String)
  }

  private static func cell(_ cell: Cell, number: Int) -> JSONValue {
    let id = ("id", JSONValue.string("cell-\(number)"))
    func lines(_ text: String) -> JSONValue {
      let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
      return .array(
        parts.enumerated().map { .string($1 + ($0 + 1 < parts.count ? "\n" : "")) })
    }
    switch cell {
    case .markdown(let text):
      return .object([
        ("cell_type", .string("markdown")), id, ("metadata", .object([])), ("source", lines(text)),
      ])
    case .code(let text):
      return .object([
        ("cell_type", .string("code")), ("execution_count", .null), id, ("metadata", .object([])),
        ("outputs", .array([])), ("source", lines(text)),
      ])
    }
  }

  private static func cells(_ title: String) -> [Cell] {
    [
      .markdown(
        """
        # \(Markdown.escaped(title))

        Tables and facts that bench-stats exported. This notebook needs pandas and matplotlib; every \
        row names its fact in `facts.json`, which holds provenance and caveats.
        """),
      .code(
        """
        import json

        import matplotlib.pyplot as plt
        import numpy as np
        import pandas as pd

        runs = pd.read_csv("runs.csv", dtype={"value": str})
        percentiles = pd.read_csv("percentiles.csv")
        correlations = pd.read_csv("correlations.csv")
        coefficients = pd.read_csv("coefficients.csv")
        with open("facts.json", encoding="utf-8") as file:
            sheet = json.load(file)
        facts = {fact["id"]: fact for fact in sheet["facts"]}
        pd.Series({"cells of runs": len(runs), "facts": len(facts)})
        """),
      .markdown("## Runs\n\nSucceeded and failed runs of each table."),
      .code(
        """
        runs.drop_duplicates(["table", "run"]).groupby(["table", "status"]).size().unstack(fill_value=0)
        """),
      .markdown(
        "## Percentiles\n\nWith order-statistic limits; an empty limit is one that the runs can't give."
      ),
      .code(
        """
        percentiles[percentiles["percentile"].isin([50, 95, 99])]
        """),
      .markdown(
        "## Correlations\n\nThe strongest, with p-values adjusted for their number; read the caveats."
      ),
      .code(
        """
        correlations.reindex(correlations["coefficient"].abs().sort_values(ascending=False).index).head(30)
        """),
      .markdown("## What the audit found"),
      .code(
        """
        pd.DataFrame(
            [(fact["id"], fact["statement"]) for fact in sheet["facts"] if fact["topic"] == "audit"],
            columns=["fact", "statement"],
        )
        """),
      .markdown("## Response surfaces\n\nCoefficients in coded units."),
      .code(
        """
        coefficients[coefficients["kind"] == "coefficient"]
        """),
      .code(surfaceCode),
    ]
  }

  private static let surfaceCode = """
    def terms(surface):
        rows = surface[surface["kind"] == "coefficient"]
        return dict(zip(rows["term"], rows["estimate"]))


    def coding(surface):
        centre = surface[surface["kind"] == "centre"].set_index("term")["estimate"]
        half_width = surface[surface["kind"] == "halfWidth"].set_index("term")["estimate"]
        return centre, half_width


    def predicted(coefficient, point):
        \"\"\"The surface at a point in coded units; a factor that is not named is at its centre.\"\"\"
        total = 0
        for term, value in coefficient.items():
            if term == "(Intercept)":
                total = total + value
            elif term.endswith("^2"):
                total = total + value * point.get(term[:-2], 0) ** 2
            else:
                product = value
                for factor in term.split(":"):
                    product = product * point.get(factor, 0)
                total = total + product
        return total


    for (table, response), surface in coefficients.groupby(["table", "response"]):
        coefficient = terms(surface)
        centre, half_width = coding(surface)
        factors = list(centre.index)[:2]
        if len(factors) < 2:
            continue
        x, y = np.meshgrid(np.linspace(-1, 1, 61), np.linspace(-1, 1, 61))
        z = predicted(coefficient, {factors[0]: x, factors[1]: y}) + 0 * x
        figure, axes = plt.subplots(figsize=(6, 4))
        filled = axes.contourf(
            centre[factors[0]] + half_width[factors[0]] * x,
            centre[factors[1]] + half_width[factors[1]] * y,
            z,
            levels=12,
        )
        figure.colorbar(filled, label=response)
        axes.set_xlabel(factors[0])
        axes.set_ylabel(factors[1])
        axes.set_title(f"{table}: {response}, other factors at their centre")
        plt.show()
        for caveat in sorted(set(surface["caveats"].dropna())):
            print(caveat)
    """
}
