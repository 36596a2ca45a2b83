using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Fleet;

/// <summary>What the API of the instances says, as a table for a terminal.</summary>
internal sealed class FleetView(IReadOnlyList<InstanceProcess> shops) : IDisposable
{
    private const string Objective = $"/slo/api/v1/slos/{ShopInstance.Availability}";

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>How many instances report, as the first one sees it.</summary>
    internal async Task<int> ReportingAsync(CancellationToken cancellation)
    {
        using JsonDocument fleet = await GetAsync(shops.First(shop => shop.IsRunning), "/slo/api/v1/fleet", cancellation);
        return fleet.RootElement.GetProperty("reporting").GetInt32();
    }

    /// <summary>The instance that leads; null while none does.</summary>
    internal async Task<InstanceProcess?> LeaderAsync(CancellationToken cancellation)
    {
        foreach (InstanceProcess shop in shops.Where(shop => shop.IsRunning))
        {
            using JsonDocument fleet = await GetAsync(shop, "/slo/api/v1/fleet", cancellation);
            if (fleet.RootElement.GetProperty("isLeading").GetBoolean())
            {
                return shop;
            }
        }

        return null;
    }

    internal async Task PrintAsync(string title, CancellationToken cancellation)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"\n{title}\n  {"",-10}{"good",8}{"bad",7}{"compliance",13}{"burns 1m",10}");
        InstanceProcess? leader = await LeaderAsync(cancellation);
        foreach (InstanceProcess shop in shops)
        {
            text.AppendLine(shop.IsRunning
                ? await RowAsync(shop, shop.Name, "", shop == leader ? "leads" : "", cancellation)
                : $"  {shop.Name,-10} killed");
        }

        text.Append(await RowAsync(shops.First(shop => shop.IsRunning), "fleet", "?scope=fleet", "", cancellation));
        // In one piece, so that no alert is printed into the table.
        Console.WriteLine(text);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> RowAsync(InstanceProcess shop, string name, string query, string note, CancellationToken cancellation)
    {
        using JsonDocument document = await GetAsync(shop, Objective + query, cancellation);
        JsonElement slo = document.RootElement;
        JsonElement window = slo.GetProperty("windows").EnumerateArray().First(one => one.GetProperty("seconds").GetDouble() == 60);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-10}{slo.GetProperty("goodEvents").GetInt64(),8}{slo.GetProperty("badEvents").GetInt64(),7}"
            + $"{Number(slo.GetProperty("complianceRatio"), "0.00 %"),13}{Number(window.GetProperty("burnRate"), "0.0x"),10}  {note}").TrimEnd();
    }

    private static string Number(JsonElement value, string format) =>
        value.ValueKind == JsonValueKind.Null ? "-" : value.GetDouble().ToString(format, CultureInfo.InvariantCulture);

    private async Task<JsonDocument> GetAsync(InstanceProcess shop, string path, CancellationToken cancellation) =>
        JsonDocument.Parse(await _http.GetStringAsync(new Uri(shop.Address!, path), cancellation));
}
