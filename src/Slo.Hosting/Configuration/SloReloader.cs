using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Slo.Hosting.Evaluation;
using Slo.Hosting.Sources;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Follows the configuration while the app runs. A new set is built whole, from code and configuration together; if any of it is wrong,
/// the last good set stays, and log, health and metric say so. An options monitor would throw at every reader instead.
/// </summary>
internal sealed class SloReloader : IHostedService, IDisposable
{
    // An editor writes a file in several steps, and each is a change.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);

    private readonly IConfiguration[] _sections;
    private readonly IOptionsFactory<SloOptions> _options;
    private readonly SloRegistry _registry;
    private readonly InstrumentSource _instruments;
    private readonly SloConfigurationState _state;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Counter<long>? _rejections;
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _subscriptions = [];

    public SloReloader(
        IEnumerable<SloConfigurationSection> sections, IOptionsFactory<SloOptions> options, SloRegistry registry, InstrumentSource instruments,
        SloConfigurationState state, TimeProvider time, ILogger<SloReloader> logger, IMeterFactory? meters = null)
    {
        _sections = [.. sections.Select(section => section.Configuration)];
        _options = options;
        _registry = registry;
        _instruments = instruments;
        _state = state;
        _logger = logger;
        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _rejections = meters?.Create(SloTelemetry.MeterName).CreateCounter<long>(
            "slo.config.rejections", "{rejection}", "New configurations refused because something in them was wrong.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (IConfiguration section in _sections)
        {
            _subscriptions.Add(ChangeToken.OnChange(section.GetReloadToken, () => _timer.Change(Settling, Timeout.InfiniteTimeSpan)));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _subscriptions.ForEach(subscription => subscription.Dispose());
        _timer.Dispose();
    }

    /// <summary>Reads everything anew and takes it over if all of it is right.</summary>
    internal void Reload()
    {
        lock (_gate)
        {
            try
            {
                SloDefinitionChanges changes = _registry.Replace(_options.Create(Options.DefaultName).Built);
                _state.Accept();
                if (!changes.IsEmpty)
                {
                    _instruments.Refresh();
                    _logger.Reloaded(changes.Added.Count, changes.Removed.Count, changes.Redefined.Count, changes.Restarted.Count);
                }
            }
#pragma warning disable CA1031 // A file that cannot be read right now, a section that cannot be bound: the last good set stays, whatever it was.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Refuse(exception);
            }
        }
    }

    private void Refuse(Exception exception)
    {
        _state.Refuse(exception.Message);
        _rejections?.Add(1);
        _logger.ReloadRefused(exception.Message);
    }
}
