namespace Slo.Cli.Init;

/// <summary>What was said of where events come from.</summary>
internal sealed class SloIndicatorAnswers(string type)
{
    internal string Route { get; set; } = "all";

    internal string? Method { get; set; }

    internal string Meter { get; set; } = "";

    internal string Instrument { get; set; } = "";

    internal string Good { get; set; } = "";

    internal string Total { get; set; } = "";

    internal void AddTo(SloObjectiveBuilder builder)
    {
        switch (type)
        {
            case "http":
                builder.HttpServer(AddRoute);
                if (Route == "all" && Method is { } method)
                {
                    builder.AddFinding(SloFinding.Error(
                        SloFindingCodes.NotAllowedHere, $"--method '{method}': goes with --route", "--method"));
                }

                break;
            case "meter":
                builder.Instrument(Meter, Instrument, measurements => measurements.BadWhen("error.type"));
                break;
            case "prometheus":
                builder.Indicator(new QueryIndicator("Prometheus") { Good = Good, Total = Total, IsCounter = true });
                break;
        }
    }

    private void AddRoute(HttpIndicatorBuilder http)
    {
        if (Route != "all")
        {
            _ = Method is null or "any" ? http.Route(Route) : http.Route(Method, Route);
        }
    }
}
