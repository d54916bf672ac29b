import { useEffect, useState } from 'react';
import type { ConversionRule } from '../../../preload/contract/contract.ts';
import { useTexts } from '../../i18n/use-texts.ts';
import { SelectSetting } from '../../ui/setting.tsx';
import { useApi } from '../shared/state/hoist.ts';

const rules: readonly ConversionRule[] = ['ask', 'text', 'pdf', 'never'];

interface ConversionSettingProps {
  readonly value: ConversionRule;
  readonly onChange: (value: ConversionRule) => void;
}

/** What happens to files that the server does not take. PDF is offered where LibreOffice can make it. */
export function ConversionSetting({ value, onChange }: ConversionSettingProps) {
  const { t } = useTexts();
  const canMakePdf = useCanMakePdf();
  const offered = rules.filter((rule) => rule !== 'pdf' || canMakePdf || value === 'pdf');
  return (
    <SelectSetting
      label={t('settings.conversion')}
      hint={t(canMakePdf ? 'settings.conversionHint' : 'settings.conversionHintNoPdf')}
      value={value}
      options={offered.map((rule) => ({ value: rule, label: t(`convert.rule.${rule}`) }))}
      onChange={onChange}
    />
  );
}

function useCanMakePdf(): boolean {
  const api = useApi();
  const [canMakePdf, setCanMakePdf] = useState(false);
  useEffect(() => {
    let isThere = true;
    // Without an answer nothing more is offered.
    void api.canMakePdf().then(
      (can) => isThere && setCanMakePdf(can),
      () => {},
    );
    return () => {
      isThere = false;
    };
  }, [api]);
  return canMakePdf;
}
