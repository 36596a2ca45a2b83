using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.AspNetCore.Requests;
using Slo.Shared.Reporting;

namespace Slo.AspNetCore.Coverage;

/// <summary>
/// An observable counter of all requests, by whether they feed an objective. It reads the counts that there are, so a request costs nothing
/// more. Those begin anew when the objectives change, and a counter never falls: what was read before is added.
/// </summary>
internal sealed class CoverageInstruments
{
    private readonly Lock _gate = new();
    private readonly Func<CoverageReport> _read;
    private readonly IHostApplicationLifetime? _lifetime;
    private (long Covered, long Uncovered) _before;
    private CoverageReport _last = new(default, 0, 0, []);
    private bool _isReading;

    public CoverageInstruments(IServiceProvider services)
        : this(
            services.GetService<IMeterFactory>(), () => services.GetRequiredService<RequestCounting>().Coverage.Report,
            services.GetService<IHostApplicationLifetime>())
    {
    }

    /// <param name="meters">Null: there is no meter.</param>
    /// <param name="read">The counts of now.</param>
    /// <param name="lifetime">Of the app; null: it has started.</param>
    internal CoverageInstruments(IMeterFactory? meters, Func<CoverageReport> read, IHostApplicationLifetime? lifetime)
    {
        (_read, _lifetime) = (read, lifetime);
        meters?.Create(SloTelemetry.MeterName).CreateObservableCounter(
            "slo.requests", Measure, "{request}", "Requests of users, by whether they feed an objective.");
    }

    private Measurement<long>[] Measure()
    {
        // Before the start, endpoints may still be mapped, and there are no requests.
        if ((_lifetime is null || _lifetime.ApplicationStarted.IsCancellationRequested) && TryBegin())
        {
            CoverageReport? now = null;
            try
            {
                now = _read();
            }
            finally
            {
                End(now);
            }
        }

        lock (_gate)
        {
            return [Of(_before.Covered + _last.Covered, isCovered: true), Of(_before.Uncovered + _last.Uncovered, isCovered: false)];
        }
    }

    // Of two exporters that collect at the same time, one reads: code of the app may run, so not under the lock.
    private bool TryBegin()
    {
        lock (_gate)
        {
            return !_isReading && (_isReading = true);
        }
    }

    private void End(CoverageReport? now)
    {
        lock (_gate)
        {
            _isReading = false;
            if (now is null)
            {
                return;
            }

            if (now.Since != _last.Since || now.Covered < _last.Covered || now.Uncovered < _last.Uncovered)
            {
                _before = (_before.Covered + _last.Covered, _before.Uncovered + _last.Uncovered);
            }

            _last = now;
        }
    }

    private static Measurement<long> Of(long count, bool isCovered) =>
        new(count, new KeyValuePair<string, object?>("slo.request.covered", isCovered));
}
