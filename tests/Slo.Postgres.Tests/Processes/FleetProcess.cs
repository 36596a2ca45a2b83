using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Slo.Testing;

namespace Slo.Postgres.Tests.Processes;

/// <summary>An instance of samples/Fleet as a process of its own. It ends with the test; should that be gone, by itself.</summary>
internal sealed class FleetProcess : IAsyncDisposable
{
    internal const string Objective = "shop-availability";

    private readonly string[] _arguments;
    private readonly string? _clock;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly HttpClient _http;
    private Process? _process;

    private FleetProcess(string name, string database, string? clock, Uri? hook, IReadOnlyDictionary<string, string>? settings)
    {
        Name = name;
        _clock = clock;
        _settings = settings ?? new Dictionary<string, string>();
        var address = LoopbackPort.Free();
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}/"), Timeout = TimeSpan.FromMinutes(1) };
        _arguments =
        [
            FleetSample.Program, "instance", "--name", name, "--database", database, "--port", address.Split(':')[1], "--life", "5m",
            .. hook is null ? Array.Empty<string>() : ["--webhook", hook.ToString()],
        ];
    }

    /// <summary>Why clocks cannot be set apart here; null: they can.</summary>
    internal static string? MissingReason => Library is null ? "faketime is not installed; test.sh installs it" : null;

    internal string Name { get; }

    internal Uri Buy => new(_http.BaseAddress!, "buy");

    internal bool IsRunning => _process is { HasExited: false };

    private static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu*").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;

    /// <param name="name">In the fleet.</param>
    /// <param name="database">Where the fleet meets.</param>
    /// <param name="clock">How far its clock is off, as faketime takes it: "+5m".</param>
    /// <param name="hook">The webhook that it tells of alerts.</param>
    /// <param name="settings">Its configuration, by environment variables.</param>
    internal static async Task<FleetProcess> StartAsync(
        string name, string database, string? clock = null, Uri? hook = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        FleetProcess process = new(name, database, clock, hook, settings);
        await process.StartAsync();
        return process;
    }

    internal async Task StartAsync()
    {
        ProcessStartInfo start = new("dotnet", _arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (_clock is not null)
        {
            // As the program faketime sets it, which would stand between the test and the process. The monotonic clock is left alone: a
            // clock that is set does not change it either.
            start.Environment["LD_PRELOAD"] = Library;
            start.Environment["FAKETIME"] = _clock;
            start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";

            // Or each wait of the runtime ends at once and begins again, on every thread that waits: faketime then takes the end of a wait by
            // the monotonic clock for one by the wall clock.
            start.Environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
        }

        foreach ((var key, var value) in _settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(IsUpAsync, () => $"{Name} is up");
    }

    /// <summary>SIGKILL.</summary>
    internal async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>How far its clock is from that of the test, by the header of an answer.</summary>
    internal async Task<TimeSpan> ClockAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri("slo/api/v1/fleet", UriKind.Relative));
        return response.Headers.Date!.Value - TimeProvider.System.GetUtcNow();
    }

    internal async Task BreakAsync(int errorShare)
    {
        using HttpResponseMessage response = await _http.PutAsync(
            new Uri(string.Create(CultureInfo.InvariantCulture, $"faults/{errorShare}"), UriKind.Relative), null);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>A request of a user; whether it succeeds does not matter.</summary>
    internal async Task BuyAsync()
    {
        using HttpResponseMessage response = await _http.GetAsync(Buy);
    }

    /// <summary>The only reaction, as the store has it.</summary>
    internal async Task<JsonElement> ReactionAsync() => (await GetAsync("reactions")).GetProperty("reactions").EnumerateArray().Single();

    internal async Task<JsonElement> FleetAsync() => await GetAsync("fleet");

    internal async Task<bool> IsLeadingAsync() => (await FleetAsync()).GetProperty("isLeading").GetBoolean();

    /// <summary>What the fleet counted, as this instance says.</summary>
    internal async Task<(long Good, long Bad)> FleetEventsAsync()
    {
        JsonElement slo = await GetAsync($"slos/{Objective}?scope=fleet");
        return (slo.GetProperty("goodEvents").GetInt64(), slo.GetProperty("badEvents").GetInt64());
    }

    /// <summary>The events of the fleet second by second: their ends, and how many there were.</summary>
    internal async Task<List<(DateTimeOffset End, long Events)>> SecondsAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture, $"from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&to={to.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}&step=1s&scope=fleet");
        JsonElement series = await GetAsync($"slos/{Objective}/series?{query}");
        IEnumerable<long> counts = Column("good").Zip(Column("bad"), (good, bad) => good + bad);
        return
        [
            .. series.GetProperty("t").EnumerateArray().Select(t => DateTimeOffset.FromUnixTimeMilliseconds((long)(1000 * t.GetDouble()))).Zip(counts),
        ];

        IEnumerable<long> Column(string name) =>
            series.GetProperty(name).EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? 0 : value.GetInt64());
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"{Name} ended at once");
        }

        try
        {
            await FleetAsync();
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync(new Uri("slo/api/v1/" + path, UriKind.Relative)));
        return document.RootElement.Clone();
    }
}
