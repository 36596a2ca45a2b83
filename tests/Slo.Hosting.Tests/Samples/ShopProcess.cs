using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Slo.Testing;

namespace Slo.Hosting.Tests.Samples;

/// <summary>The sample Shop as a process of its own on free ports. It ends with the test; should that be gone, by itself.</summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    private static readonly string Configuration = typeof(ShopProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private ShopProcess(Process process, DirectoryInfo folder, Uri address)
    {
        _folder = folder;
        _process = process;
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
    }

    internal static async Task<ShopProcess> StartAsync(string database)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-shop-");
        string[] arguments =
        [
            Repository.PathOf("samples", "Shop", "bin", Configuration, "net10.0", "Shop.dll"),
            "--port", "0", "--payments-port", "0", "--requests", "0", "--stay", "1m", "--database", database,
            "--store", Path.Combine(folder.FullName, "slo.db"),
        ];
        Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        List<string> said = [];
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource limit = new(StartLimit);
        await Task.WhenAny(address.Task, process.WaitForExitAsync(limit.Token));
        if (address.Task.IsCompleted)
        {
            return new ShopProcess(process, folder, await address.Task);
        }

        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
        throw new InvalidOperationException($"the shop is not up; it said: {string.Join('\n', said)}");

        void Hear(string? line)
        {
            lock (said)
            {
                said.Add(line ?? "");
            }

            if (line?.Split(' ', ',') is ["Shop", "on", var url, ..])
            {
                address.TrySetResult(new Uri(url));
            }
        }
    }

    /// <summary>Sets what is broken, and repairs the rest.</summary>
    internal async Task BreakAsync(object faults)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync("/faults", faults);
        response.EnsureSuccessStatusCode();
    }

    internal async Task<HttpStatusCode[]> OrderAsync(int count)
    {
        List<HttpStatusCode> answers = [];
        for (var order = 0; order < count; order++)
        {
            using HttpResponseMessage response = await _http.PostAsJsonAsync("/orders", new { productId = 1, quantity = 2 });
            answers.Add(response.StatusCode);
        }

        return [.. answers];
    }

    /// <summary>Good and bad events of an objective, as the API says.</summary>
    internal async Task<Dictionary<string, (long Good, long Bad)>> CountsAsync()
    {
        using JsonDocument document = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/slo/api/v1/slos", UriKind.Relative)));
        return document.RootElement.GetProperty("slos").EnumerateArray().ToDictionary(
            slo => slo.GetProperty("name").GetString()!,
            slo => (slo.GetProperty("goodEvents").GetInt64(), slo.GetProperty("badEvents").GetInt64()));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
