namespace Slo;

/// <summary>A rule as declared: its basis, its severity and the values given. Immutable; equal where the same is declared.</summary>
/// <remarks>Made by <c>Define</c> of the rule's type, or from the values in a file. Checked when the objective is resolved.</remarks>
public sealed class AlertRuleDefinition : IEquatable<AlertRuleDefinition>
{
    // A few, so that looking through them costs less than a table of them holds.
    private readonly KeyValuePair<AlertRuleArgument, object>[] _values;

    /// <summary>Takes the values of a rule.</summary>
    /// <param name="basis">What is declared.</param>
    /// <param name="severity">Page or ticket.</param>
    /// <param name="values">Of the types of their units, or whole numbers and doubles that convert to them; the last one given
    /// counts.</param>
    /// <exception cref="ArgumentException">A value is of another type than its unit, or one that is required is missing.</exception>
    public AlertRuleDefinition(AlertRuleBasis basis, AlertSeverity severity, IEnumerable<KeyValuePair<AlertRuleArgument, object>> values)
    {
        ArgumentNullException.ThrowIfNull(basis);
        ArgumentNullException.ThrowIfNull(values);
        Basis = basis;
        Severity = severity;
        Dictionary<AlertRuleArgument, object> given = [];
        foreach ((AlertRuleArgument argument, object value) in values)
        {
            given[argument] = argument.Convert(value)
                ?? throw new ArgumentException($"{argument}: {value} is not a {argument.Unit}", nameof(values));
        }

        if (All.FirstOrDefault(argument => argument.IsRequired && !given.ContainsKey(argument)) is { } missing)
        {
            throw new ArgumentException($"{missing}: a rule by {basis.Condition} needs it", nameof(values));
        }

        // One form for one meaning: what says nothing is left out, what follows from the rest is said.
        _values = [.. given.Where(value => !value.Key.IsSilent(value.Value))];
        _values =
        [
            .. _values,
            .. Basis.Arguments.Where(argument => argument.Default is not null && this[argument] is null)
                .Select(argument => KeyValuePair.Create(argument, argument.Default!(this))),
        ];
    }

    /// <summary>By what the rule is declared.</summary>
    public AlertRuleBasis Basis { get; }

    /// <summary>The kind of the rule.</summary>
    public AlertRuleKind Kind => Basis.Kind;

    /// <summary>Page or ticket.</summary>
    public AlertSeverity Severity { get; }

    /// <summary>The values, the condition's first; without those that say no more than their absence.</summary>
    public IEnumerable<KeyValuePair<AlertRuleArgument, object>> Values =>
        All.SelectMany(argument => _values.Where(value => value.Key == argument));

    /// <summary>Values that do not go with the basis: an error of the definition.</summary>
    internal IEnumerable<AlertRuleArgument> Strays => _values.Select(value => value.Key).Except(All);

    private IEnumerable<AlertRuleArgument> All => Basis.Arguments.Prepend(Basis.Condition);

    /// <summary>A value, or null where none is given.</summary>
    /// <param name="argument">An argument of the basis.</param>
    public object? this[AlertRuleArgument argument] => Array.Find(_values, value => value.Key == argument).Value;

    /// <inheritdoc/>
    public bool Equals(AlertRuleDefinition? other) =>
        other is not null && Basis == other.Basis && Severity == other.Severity && _values.Length == other._values.Length
        && _values.All(pair => pair.Value.Equals(other[pair.Key]));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AlertRuleDefinition);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Basis, Severity, this[Basis.Condition]);

    /// <inheritdoc/>
    public override string ToString() => Kind.Label(this);

    internal decimal Number(AlertRuleArgument argument) => (decimal)this[argument]!;

    internal TimeSpan Duration(AlertRuleArgument argument) => (TimeSpan?)this[argument] ?? TimeSpan.Zero;

    internal long Count(AlertRuleArgument argument) => (long?)this[argument] ?? 0;

    internal string Word(AlertRuleArgument argument) => (string?)this[argument] ?? argument.Words[0];
}
