namespace Slo.Hosting.Tests.Reactions;

/// <summary>An action on a value in memory. It records its calls; a test says how they end.</summary>
internal sealed class FakeAction(string resource = "a") : SloReactionAction
{
    private readonly List<string> _calls = [];

    public override string Resource => resource;

    internal bool IsRepeatable { get; set; }

    internal bool IsReversible { get; set; } = true;

    internal int Value { get; set; } = 10;

    /// <summary>What a call does before it changes the value; by default nothing.</summary>
    internal Func<SloReactionRequest, CancellationToken, Task<SloReactionResult?>> Before { get; set; } = (_, _) => Task.FromResult<SloReactionResult?>(null);

    internal string? Problem { get; set; }

    internal IReadOnlyList<string> Calls
    {
        get
        {
            lock (_calls)
            {
                return [.. _calls];
            }
        }
    }

    internal List<SloReactionRequest> Requests { get; } = [];

    protected internal override bool CanUndo => IsReversible;

    protected internal override bool IsIdempotent => IsRepeatable;

    public override Task<string?> PrepareAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(FormattableString.Invariant($"{Value}"));

    public override Task<SloReactionResult> ApplyAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        CallAsync("apply", 0, request, cancellationToken);

    public override Task<SloReactionResult> UndoAsync(SloReactionRequest request, CancellationToken cancellationToken) =>
        CallAsync("undo", int.Parse(request.Memo!, System.Globalization.CultureInfo.InvariantCulture), request, cancellationToken);

    public override Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Problem);

    public override string ToString() => $"set {resource} to 0";

    private async Task<SloReactionResult> CallAsync(string word, int value, SloReactionRequest request, CancellationToken cancellationToken)
    {
        lock (_calls)
        {
            _calls.Add(word);
            Requests.Add(request);
        }

        if (await Before(request, cancellationToken) is { } result)
        {
            return result;
        }

        var before = Value;
        Value = value;
        return SloReactionResult.Done(FormattableString.Invariant($"{before} -> {value}"));
    }
}
