namespace Slo.AspNetCore.Api;

/// <summary>JSON: the burn rates of one window, one for each step.</summary>
internal sealed record WindowBurnRatesDocument(string Window, double Seconds, IReadOnlyList<double?> BurnRate);
